import type { Canvas, Color } from './canvas.ts'

const BLACK: Color = [16, 16, 16]
const WHITE: Color = [235, 235, 235]
/** Rows of each digit from 0 to 9, three cells wide. */
export const DIGITS: readonly string[] = [
  '111 101 101 101 111',
  '010 110 010 010 111',
  '111 001 111 100 111',
  '111 001 011 001 111',
  '101 101 111 001 001',
  '111 100 111 001 111',
  '111 100 111 101 111',
  '111 001 010 010 010',
  '111 101 111 101 111',
  '111 101 111 001 111',
]
export const DIGIT_COUNT = 4
const DIGIT_WIDTH = 3
const DIGIT_HEIGHT = 5

/** A cell of the grid that the frame number is drawn on: the top left pixel of digits, and the size of a cell. */
export interface NumberGrid {
  readonly left: number
  readonly top: number
  readonly cell: number
}

/** Where the frame number is in a picture: in the lower left corner. */
export function numberGrid(width: number, height: number): NumberGrid {
  const cell = Math.max(3, Math.round(Math.min(width, height) / 90))
  return { left: 2 * cell, top: height - (DIGIT_HEIGHT + 2) * cell, cell }
}

/** The top left pixel of a cell of a digit. Between digits is an empty column. */
export function cellOf({ left, top, cell }: NumberGrid, digit: number, index: number): readonly [x: number, y: number] {
  const column = digit * (DIGIT_WIDTH + 1) + (index % DIGIT_WIDTH)
  return [left + column * cell, top + Math.floor(index / DIGIT_WIDTH) * cell]
}

/** Draws the number of a frame, counted from 0, so that people and tests can tell which frame they see. */
export function drawFrameNumber(canvas: Canvas, frame: number): void {
  const grid = numberGrid(canvas.width, canvas.height)
  const { left, top, cell } = grid
  const columns = DIGIT_COUNT * (DIGIT_WIDTH + 1) - 1
  fill(canvas, [left - cell, top - cell], [(columns + 2) * cell, (DIGIT_HEIGHT + 2) * cell], BLACK)
  const digits = String(frame % 10 ** DIGIT_COUNT).padStart(DIGIT_COUNT, '0')
  for (const [digit, character] of [...digits].entries()) {
    const cells = (DIGITS[Number(character)] ?? '').replaceAll(' ', '')
    for (const [index, bit] of [...cells].entries()) {
      if (bit === '1') fill(canvas, cellOf(grid, digit, index), [cell, cell], WHITE)
    }
  }
}

function fill(
  canvas: Canvas,
  [left, top]: readonly [number, number],
  [width, height]: readonly [number, number],
  color: Color,
): void {
  for (let y = top; y < top + height; y++) for (let x = left; x < left + width; x++) canvas.blend(x, y, color, 1)
}
