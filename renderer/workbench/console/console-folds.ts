import type { Lines } from './console-lines.ts';

/** What is folded in the rows of a body, and which rows that leaves. */
export type Folds = ReturnType<typeof createFolds>;

/**
 * Folds objects, arrays and parts of long ones; the parts are folded from the start. A position counts the rows that are
 * left, a line counts all of them. `refresh` has to be called after rows were added.
 */
export function createFolds(lines: Lines) {
  const gaps = createGaps();
  let partsFolded = true;
  /** Lines whose state is not the usual one. */
  let toggled = new Set<number>();

  const isFolded = (line: number): boolean =>
    lines.isPart(line) ? partsFolded !== toggled.has(line) : toggled.has(line);

  function refresh(): void {
    gaps.clear();
    let last = -1;
    const brackets = [...toggled].filter((line) => !lines.isPart(line)).sort((a, b) => a - b);
    for (const line of inOrder(brackets, lines.parts())) {
      const block = line > last && isFolded(line) ? lines.block(line) : undefined;
      if (block === undefined) continue;
      last = block.end;
      gaps.add(line, last);
    }
  }

  function toggle(line: number): void {
    if (!toggled.delete(line)) toggled.add(line);
    refresh();
  }

  return {
    refresh,
    toggle,
    isFolded,
    isHidden: (line: number): boolean => gaps.hiding(line) !== undefined,
    /** How many rows are left. */
    shown: (): number => lines.count() - gaps.hidden(),
    lineAt: gaps.lineAt,
    /** Where a line is, or the folded block that hides it. */
    positionOf: gaps.positionOf,
    /** Unfolds whatever hides a line. */
    reveal(line: number): void {
      for (let start = gaps.hiding(line); start !== undefined; start = gaps.hiding(line)) toggle(start);
    },
    /** Folds every member of the outermost object or array. */
    foldAll(): void {
      partsFolded = true;
      toggled = new Set();
      const end = lines.block(0)?.end ?? 0;
      let line = 1;
      while (line < end) {
        const block = lines.block(line);
        if (block !== undefined && block.kind !== 'part') toggled.add(line);
        line = (block?.end ?? line) + 1;
      }
      refresh();
    },
    unfoldAll(): void {
      partsFolded = false;
      toggled = new Set();
      refresh();
    },
  };
}

/** The lines that the outermost folded blocks hide: those after the one where a block begins, up to its end. */
function createGaps() {
  let starts: number[] = [];
  let ends: number[] = [];
  /** How many lines are hidden before each. */
  let before: number[] = [];
  let hidden = 0;

  /** The last block for which `isBefore` holds; it does for those up to some place, and for none after it. */
  function lastWhere(isBefore: (start: number, hiddenBefore: number) => boolean) {
    let [low, high] = [0, starts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBefore(starts[middle] ?? 0, before[middle] ?? 0)) low = middle + 1;
      else high = middle;
    }
    const [start, end, count] = [starts[low - 1], ends[low - 1], before[low - 1]];
    if (start === undefined || end === undefined || count === undefined) return undefined;
    return { start, end, before: count };
  }

  return {
    hidden: (): number => hidden,
    clear(): void {
      starts = [];
      ends = [];
      before = [];
      hidden = 0;
    },
    add(start: number, end: number): void {
      starts.push(start);
      ends.push(end);
      before.push(hidden);
      hidden += end - start;
    },
    /** Where the block begins that hides a line. */
    hiding(line: number): number | undefined {
      const gap = lastWhere((start) => start < line);
      return gap !== undefined && gap.end >= line ? gap.start : undefined;
    },
    lineAt(position: number): number {
      const gap = lastWhere((start, count) => start - count < position);
      return gap === undefined ? position : position + gap.before + gap.end - gap.start;
    },
    positionOf(line: number): number {
      const gap = lastWhere((start) => start < line);
      if (gap === undefined) return line;
      if (line <= gap.end) return gap.start - gap.before;
      return line - gap.before - (gap.end - gap.start);
    },
  };
}

/** The numbers of two ascending lists in ascending order. */
function* inOrder(one: readonly number[], other: readonly number[]): Generator<number, void> {
  let [at, next] = [0, 0];
  while (at < one.length || next < other.length) {
    const [a = Number.POSITIVE_INFINITY, b = Number.POSITIVE_INFINITY] = [one[at], other[next]];
    if (a < b) at += 1;
    else next += 1;
    yield Math.min(a, b);
  }
}
