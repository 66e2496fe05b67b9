/** The changes of a stretch of time, which are in one file, or in memory until they are. */

import type { Stretch } from './observed-times.ts';

/** What the units were when a chapter began. Units are numbers: their places in the order of first sight. */
export interface Opening {
  /** A code for each unit that was known then. */
  readonly codes: Uint8Array;
  /** When the outage began of each unit that was out, or had been when it was last known. */
  readonly outSince: ReadonlyMap<number, number>;
}

/** Called with each change of a unit in its order. */
export type OnChange = (at: number, code: number) => void;

/** Reads the changes of a chapter, of units in ascending order. */
export interface ChapterReader {
  /** What has to be awaited before the changes of this unit can be read, if anything. */
  load(unit: number): Promise<void> | undefined;
  each(unit: number, onChange: OnChange): void;
}

export interface Chapter {
  /** ms since 1970. */
  readonly from: number;
  opening(): Opening;
  /** When somebody looked, in order. */
  looks(): readonly Stretch[];
  /** @param isOne whether one unit is read, and not many */
  reader(isOne: boolean): ChapterReader;
  /** A clock that was ahead has been set back: what is later than this counts as at this time, ms since 1970. */
  cut(to: number): void;
}

/** These stretches up to a time, ms since 1970. */
export function looksUpTo(looks: readonly Stretch[], end: number): Stretch[] {
  return looks.filter(({ from }) => from < end).map(({ from, to }) => ({ from, to: Math.min(to, end) }));
}

/** No outage began after this, ms since 1970. */
export function openingUpTo({ codes, outSince }: Opening, end: number): Opening {
  return { codes, outSince: new Map(Array.from(outSince, ([unit, since]) => [unit, Math.min(since, end)])) };
}
