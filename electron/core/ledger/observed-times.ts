/** A stretch of time, ms since 1970. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** The times when somebody looked, in their order and apart from each other. */
export interface ObservedTimes {
  /** How long was observed before this time, ms. */
  until(time: number): number;
  /** The stretches within this one, cut to it. */
  within(whole: Stretch): Stretch[];
  /** The end of the last stretch; -Infinity without one. */
  end(): number;
}

/** Times are ms since 1970. */
export function createObservedTimes() {
  const starts: number[] = [];
  const ends: number[] = [];
  /** What was observed before each stretch, ms. */
  const before: number[] = [];

  /** The last stretch that begins at or before this time; -1 for none. */
  function indexAt(time: number): number {
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((starts[middle] ?? 0) <= time) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  return {
    /** Adds a stretch that begins no earlier than the last one; what overlaps or touches that one lengthens it. */
    add(from: number, to: number): void {
      const last = starts.length - 1;
      const end = ends[last] ?? Number.NEGATIVE_INFINITY;
      if (from <= end) ends[last] = Math.max(end, to);
      else if (to > from) {
        before.push(last < 0 ? 0 : (before[last] ?? 0) + end - (starts[last] ?? 0));
        starts.push(from);
        ends.push(to);
      }
    },
    until(time: number): number {
      const index = indexAt(time);
      if (index < 0) return 0;
      const start = starts[index] ?? 0;
      return (before[index] ?? 0) + Math.min(time, ends[index] ?? 0) - start;
    },
    within({ from, to }: Stretch): Stretch[] {
      const found: Stretch[] = [];
      for (let index = Math.max(indexAt(from), 0); index < starts.length; index += 1) {
        const start = Math.max(starts[index] ?? 0, from);
        if (start >= to) break;
        const end = Math.min(ends[index] ?? 0, to);
        if (end > start) found.push({ from: start, to: end });
      }
      return found;
    },
    end: () => ends.at(-1) ?? Number.NEGATIVE_INFINITY,
  };
}

/** The same as they are now: what is added later lies behind their end. */
export function frozenTimes(observed: ObservedTimes): ObservedTimes {
  const end = observed.end();
  return {
    until: (time) => observed.until(Math.min(time, end)),
    within: ({ from, to }) => observed.within({ from, to: Math.min(to, end) }),
    end: () => end,
  };
}

/**
 * The same with one more stretch, where that lies behind their end: what they have of it already counts once. They do not
 * change any more.
 */
export function withStretch(observed: ObservedTimes, more: Stretch | undefined): ObservedTimes {
  if (more === undefined) return observed;
  const from = Math.max(more.from, observed.end());
  return {
    until: (time) => observed.until(time) + Math.max(Math.min(time, more.to) - from, 0),
    end: () => Math.max(observed.end(), more.to),
    within(whole) {
      const last = { from: Math.max(from, whole.from), to: Math.min(more.to, whole.to) };
      const others = observed.within(whole);
      return last.to > last.from ? merged([...others, last]) : others;
    },
  };
}

/** What these stretches leave of the whole; they are in order, apart from each other, and within it. */
export function holesIn(whole: Stretch, stretches: readonly Stretch[]): Stretch[] {
  const edges = [whole.from, ...stretches.flatMap(({ from, to }) => [from, to]), whole.to];
  const holes: Stretch[] = [];
  for (let i = 0; i + 1 < edges.length; i += 2) {
    const [from = 0, to = 0] = edges.slice(i, i + 2);
    if (to > from) holes.push({ from, to });
  }
  return holes;
}

/** Stretches in any order, which may overlap, as some in order that do not. */
export function merged(stretches: readonly Stretch[]): Stretch[] {
  const found: { from: number; to: number }[] = [];
  for (const { from, to } of [...stretches].sort((a, b) => a.from - b.from)) {
    const last = found.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else if (to > from) found.push({ from, to });
  }
  return found;
}
