import {
  type Chapter,
  type ChapterReader,
  looksUpTo,
  type OnChange,
  type Opening,
  openingUpTo,
} from './chapter.ts';
import { merged, type Stretch } from './observed-times.ts';

const firstRoom = 1_024;

/** Changes in the order in which they came. */
export interface Changes {
  readonly count: number;
  readonly times: Float64Array;
  readonly units: Uint32Array;
  readonly codes: Uint8Array;
}

/** The chapter that is being written. */
export interface LedgerJournal extends Chapter {
  add(unit: number, at: number, code: number): void;
  look(from: number, to: number): void;
  /** The changes so far; later ones do not change it. */
  changes(): Changes;
}

/** A chapter that is over, and is to become a segment. */
export interface FinishedChapter {
  readonly from: number;
  readonly to: number;
  readonly opening: Opening;
  readonly looks: readonly Stretch[];
  readonly changes: Changes;
}

/** Everything of a journal. @param to when it ended, ms since 1970 */
export function finishedChapter(journal: LedgerJournal, to: number): FinishedChapter {
  const { from } = journal;
  return { from, to, opening: journal.opening(), looks: [...journal.looks()], changes: journal.changes() };
}

/** @param start ms since 1970 */
export function createJournal(start: number, begun: Opening): LedgerJournal {
  let from = start;
  let opening = begun;
  let room = firstRoom;
  let times = new Float64Array(room);
  let units = new Uint32Array(room);
  let codes = new Uint8Array(room);
  let count = 0;
  let looks: Stretch[] = [];

  function grow(): void {
    room *= 2;
    const [oldTimes, oldUnits, oldCodes] = [times, units, codes];
    times = new Float64Array(room);
    units = new Uint32Array(room);
    codes = new Uint8Array(room);
    times.set(oldTimes);
    units.set(oldUnits);
    codes.set(oldCodes);
  }

  const changes = (): Changes => ({ count, times, units, codes });
  return {
    get from() {
      return from;
    },
    opening: () => opening,
    looks: () => looks,
    look(since, to) {
      const last = looks.pop();
      looks.push(...merged(last ? [last, { from: since, to }] : [{ from: since, to }]));
    },
    add(unit, at, code) {
      if (count === room) grow();
      times[count] = at;
      units[count] = unit;
      codes[count] = code;
      count += 1;
    },
    changes,
    reader: (isOne) => (isOne ? readOne(changes()) : readMany(changes())),
    cut(to) {
      from = Math.min(from, to);
      opening = openingUpTo(opening, to);
      looks = looksUpTo(looks, to);
      for (let i = 0; i < count; i += 1) times[i] = Math.min(times[i] ?? 0, to);
    },
  };
}

function readOne({ count, times, units, codes }: Changes): ChapterReader {
  return {
    load: () => undefined,
    each(unit, onChange) {
      for (let i = units.indexOf(unit); i >= 0 && i < count; i = units.indexOf(unit, i + 1))
        onChange(times[i] ?? 0, codes[i] ?? 0);
    },
  };
}

function readMany(changes: Changes): ChapterReader {
  const { times, codes } = changes;
  const { starts, order } = byUnit(changes);
  return {
    load: () => undefined,
    each(unit: number, onChange: OnChange) {
      const end = starts[unit + 1] ?? 0;
      for (let i = starts[unit] ?? end; i < end; i += 1) {
        const at = order[i] ?? 0;
        onChange(times[at] ?? 0, codes[at] ?? 0);
      }
    },
  };
}

/**
 * The places of the changes of each unit, in their order: those of unit `u` are in `order` from `starts[u]` up to
 * `starts[u + 1]`. Counted, not compared: a chapter has some 700,000 changes.
 */
export function byUnit({ count, units }: Changes): { starts: Uint32Array; order: Uint32Array } {
  let last = -1;
  for (let i = 0; i < count; i += 1) last = Math.max(last, units[i] ?? 0);
  const starts = new Uint32Array(last + 2);
  for (let i = 0; i < count; i += 1) {
    const next = (units[i] ?? 0) + 1;
    starts[next] = (starts[next] ?? 0) + 1;
  }
  for (let unit = 1; unit < starts.length; unit += 1)
    starts[unit] = (starts[unit] ?? 0) + (starts[unit - 1] ?? 0);
  const places = starts.slice();
  const order = new Uint32Array(count);
  for (let i = 0; i < count; i += 1) {
    const unit = units[i] ?? 0;
    const place = places[unit] ?? 0;
    order[place] = i;
    places[unit] = place + 1;
  }
  return { starts, order };
}
