import assert from 'node:assert/strict'
import { videoSnippet } from '../../../../src/editor/presentation/videoSnippet.ts'

const PLACEHOLDER = (name: string) => `$${`{${name}}`}`
const TEMPLATE = `<video src="${PLACEHOLDER('src')}" title="${PLACEHOLDER('title')}"></video>`

describe('videoSnippet', () => {
  it('has one element for each video, with a title to type over', () => {
    const videos = [
      { path: 'a.mp4', title: 'Tango' },
      { path: 'takes/Wet roof #1.mp4', title: 'Waltz' },
    ]
    assert.equal(
      videoSnippet(videos, TEMPLATE),
      [
        `<video src="a.mp4" title="${PLACEHOLDER('1:Tango')}"></video>`,
        `<video src="takes/Wet%20roof%20%231.mp4" title="${PLACEHOLDER('2:Waltz')}"></video>`,
      ].join('\n'),
    )
  })

  it('escapes hostile names and titles, and variables of snippets', () => {
    const hostile = `"><script>alert(1)</script>${PLACEHOLDER('TM_FILENAME')}\\`
    const snippet = videoSnippet([{ path: hostile, title: hostile }], `${TEMPLATE} $CLIPBOARD`)
    assert.deepEqual(
      [/<script|[^\\]\$(?!\{1:)/.test(snippet), snippet.includes('\\$CLIPBOARD'), snippet.match(/"/g)?.length],
      [false, true, 4],
    )
  })
})
