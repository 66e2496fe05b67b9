import type { Folds } from './console-folds.ts';
import type { Lines } from './console-lines.ts';

/** What a key does in the tree of a body. */
export type TreeStep = { readonly go: number } | { readonly toggle: number };

/**
 * What a key does at a line (ARIA, tree view pattern), or undefined where it does nothing.
 * @param page the number of rows that a page has
 */
export function treeStep(
  key: string,
  line: number,
  { lines, folds }: { readonly lines: Lines; readonly folds: Folds },
  page: number,
): TreeStep | undefined {
  const block = lines.block(line);
  const go = (by: number) => ({ go: rowFrom(line, by, lines, folds) });
  switch (key) {
    case 'ArrowDown':
      return go(1);
    case 'ArrowUp':
      return go(-1);
    case 'PageDown':
      return go(page);
    case 'PageUp':
      return go(-page);
    case 'Home':
      return { go: 0 };
    case 'End':
      return go(folds.shown());
    case 'Enter':
    case ' ':
      return block && { toggle: line };
    case 'ArrowRight':
      return block && (folds.isFolded(line) ? { toggle: line } : go(1));
    case 'ArrowLeft':
      return block && !folds.isFolded(line) ? { toggle: line } : { go: parentOf(line, lines) };
    default:
      return undefined;
  }
}

/** A line that many rows away; the rows of closing brackets are passed over. */
function rowFrom(line: number, by: number, lines: Lines, folds: Folds): number {
  const last = folds.shown() - 1;
  const isEnd = (position: number) => lines.opener(folds.lineAt(position)) !== undefined;
  let position = Math.max(0, Math.min(last, folds.positionOf(line) + by));
  const way = by > 0 ? 1 : -1;
  while (position > 0 && position < last && isEnd(position)) position += way;
  // The last row of all closes the first one.
  while (position > 0 && isEnd(position)) position -= 1;
  return folds.lineAt(position);
}

/** The line of the object, array or part that a line is in; the first line is in none. */
function parentOf(line: number, lines: Lines): number {
  const depth = lines.depth(line);
  const isInPart = !lines.isPart(line);
  let at = line - 1;
  while (at > 0) {
    if (lines.depth(at) < depth || (isInPart && lines.isPart(at) && lines.depth(at) === depth)) return at;
    // What ended before is passed over at once.
    at = (lines.opener(at) ?? at) - 1;
  }
  return 0;
}
