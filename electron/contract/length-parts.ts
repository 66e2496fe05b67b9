/** Lengths of time in their largest units, for the window and the command line. Without zod, because the page runs it. */

/** The units and their sizes in ms. */
const units = [
  ['days', 86_400_000],
  ['hours', 3_600_000],
  ['minutes', 60_000],
  ['seconds', 1_000],
] as const;

export interface LengthPart {
  readonly unit: (typeof units)[number][0];
  readonly count: number;
}

/** A length of time in its `most` largest units, rounded down; in seconds if it has no larger one. @param ms not negative */
export function lengthParts(ms: number, most: number): LengthPart[] {
  const largest = units.findIndex(([, size]) => ms >= size);
  const shown = largest < 0 ? units.slice(-1) : units.slice(largest, largest + most);
  let rest = ms;
  return shown.map(([unit, size]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return { unit, count };
  });
}
