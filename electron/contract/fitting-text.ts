/** How a text is cut where there is no room for it. Without zod, because the page runs it. */
let graphemes: Intl.Segmenter | undefined;

/**
 * A text that is too long is cut between two characters as people see them (graphemes: a flag, a letter with its
 * accents), and an ellipsis says so.
 * @param longest in UTF-16 units, the ellipsis included
 */
export function fittingText(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const room = longest - 1;
  graphemes ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  // No more than is needed: the text may be a whole document.
  const start = graphemes.segment(text.slice(0, longest + 64)).containing(room)?.index ?? room;
  // A single letter with more accents than there is room is cut all the same, but never within a code point.
  return `${start > 0 ? text.slice(0, start) : text.slice(0, room).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** The longest cell of a file, in UTF-16 units. */
export const longestCell = 4_000;

/** A text as a cell that main accepts: cut where it is too long. */
export function fittingCell(text: string): string {
  return fittingText(text, longestCell);
}
