/** Returns the text with at most `maxLength` characters, the last one an ellipsis if it is cut. */
export function truncate(text: string, maxLength: number): string {
  // Two UTF-16 units make at most one character: the slice keeps a text of megabytes from being split.
  const characters = Array.from(text.slice(0, maxLength * 2 + 2))
  return characters.length <= maxLength ? text : `${characters.slice(0, maxLength - 1).join('')}…`
}
