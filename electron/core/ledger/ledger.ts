import type { Unit } from '../../contract/units.ts';
import type { Chapter, Opening } from './chapter.ts';
import { absent, byEvent, conditionCode, unwatched } from './condition-codes.ts';
import { createJournal, type FinishedChapter, finishedChapter, type LedgerJournal } from './journal.ts';
import type { JournalSink } from './journal-format.ts';
import { createListedUnits } from './listed-units.ts';
import { createObservedTimes, frozenTimes } from './observed-times.ts';
import type { Segment } from './segment.ts';
import { createUnitNumbers, type UnitNumbers } from './unit-numbers.ts';
import { createUnitStates, type UnitStates } from './unit-states.ts';

/** What an earlier run has left. */
export interface LedgerContents {
  units: UnitNumbers;
  states: UnitStates;
  /** Those that are over, in their order. */
  chapters: Chapter[];
  /** The one that goes on. */
  journal: LedgerJournal | undefined;
  /** The last time that something was taken down, ms since 1970. */
  last: number;
}

export const emptyLedger = (): LedgerContents => ({
  units: createUnitNumbers(),
  states: createUnitStates(),
  chapters: [],
  journal: undefined,
  last: Number.NEGATIVE_INFINITY,
});

/** A chapter that is over, and no segment yet. `to` is its end, ms since 1970. */
export interface FinishedJournal {
  chapter: LedgerJournal;
  to: number;
}

export type Ledger = ReturnType<typeof createLedger>;

/**
 * The conditions of the units of one account. It takes down changes only. All times are ms since 1970; one that is earlier
 * than the last of its unit counts as the time of that, because the clock was set back.
 * @param sink told of all that is taken down
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: its parts share the chapter that is being written
export function createLedger({ units, states, chapters, journal, last }: LedgerContents, sink: JournalSink) {
  let over = chapters;
  let current = journal;
  let latest = last;
  /** Nothing is taken down with an earlier time: since the clock was set back. */
  let floor = Number.NEGATIVE_INFINITY;
  const all = () => [...over, ...(current ? [current] : [])];
  let observed = observedIn(all());
  const listed = createListedUnits();

  function chapterAt(at: number): LedgerJournal {
    current ??= begin(Math.max(at, latest), states.opening(units.count()));
    return current;
  }

  function begin(at: number, opening: Opening): LedgerJournal {
    sink.begin(at, opening);
    return createJournal(at, opening);
  }

  function change(unit: number, at: number, code: number): void {
    const chapter = chapterAt(at);
    const time = Math.max(at, states.changedAt(unit), chapter.from, floor);
    latest = Math.max(latest, time);
    states.set(unit, time, code);
    chapter.add(unit, time, code);
    sink.change(unit, time, code);
  }

  function numberOf(id: string, at: number): number {
    const known = units.numberOf(id);
    if (known !== undefined) return known;
    chapterAt(at);
    const time = Math.max(at, floor);
    const unit = units.add(id, time);
    sink.sight(unit, id, time);
    return unit;
  }

  /** Begins another chapter. @returns the one that is over, if there was one */
  function turnPage(at: number): FinishedJournal | undefined {
    const chapter = current;
    const to = Math.max(at, latest);
    if (chapter) over = [...over, chapter];
    current = begin(to, states.opening(units.count()));
    return chapter && { chapter, to };
  }

  function leaveUnlisted(at: number, code: number): void {
    for (let unit = 0; unit < units.count(); unit += 1) {
      const before = states.codeOf(unit);
      if (!listed.has(unit) && before !== absent && before !== code) change(unit, at, code);
    }
  }

  return {
    /** A list begins. */
    beginList: listed.begin,

    /** What was told from then on is lost: nobody knows what the units are, nor which ones the list had that goes on. */
    loseTrack(at: number): void {
      listed.lose();
      leaveUnlisted(at, unwatched);
    },

    /**
     * A list or an event tells what a unit is.
     * @param gap for how long before nobody knew, though it counts as looking, ms
     */
    tell(id: string, at: number, condition: Unit['condition'], source: 'list' | 'event', gap = 0): void {
      const unit = numberOf(id, at);
      listed.add(unit);
      const before = states.codeOf(unit) & 7;
      const code = conditionCode(condition);
      if (before === code) return;
      if (gap > 0 && before !== absent) change(unit, at - gap, unwatched);
      change(unit, at, source === 'event' ? code + byEvent : code);
    },

    /**
     * The list that began has come to its end: of units that it does not have nothing is known.
     * @param isWhole whether it has every unit, so that others are not in the fleet any more
     */
    endList(at: number, isWhole: boolean): void {
      leaveUnlisted(at, isWhole && !listed.isBroken() ? absent : unwatched);
    },

    /** Somebody has looked in this time. */
    look(from: number, to: number): void {
      const start = Math.max(from, floor);
      if (to <= start) return;
      chapterAt(start).look(start, to);
      observed.add(start, to);
      latest = Math.max(latest, to);
      sink.look(start, to);
    },

    /** The chapter that is being written, as it is now. */
    currentChapter: (): FinishedChapter | undefined => current && finishedChapter(current, latest),

    turnPage,

    /** Begins a chapter with what the units are, if none is being written. */
    carryOn: () => void chapterAt(latest),

    /** The last time that it knows of, ms since 1970; -Infinity while it is empty. */
    latest: () => latest,

    /** Until the clock has caught up, or `setBack` was called, everything counts as at the last time that is known. */
    holdTime(): void {
      floor = latest;
    },

    /**
     * The clock was ahead, and has been set back to this time: what was taken down in times that have not come yet counts
     * as at it. Another chapter begins, whose earlier beginning tells a later start the same.
     */
    setBack(to: number): FinishedJournal | undefined {
      for (const each of all()) each.cut(to);
      states.cut(to);
      units.cut(to);
      latest = to;
      floor = to;
      const turned = turnPage(to);
      observed = observedIn(over);
      return turned;
    },

    /** Puts another chapter in the place of this one, or none: then nobody has looked in its time. */
    replace(chapter: Chapter, next?: Chapter): void {
      over = over.flatMap((each) => (each === chapter ? (next ?? []) : each));
      if (next === undefined) observed = observedIn(all());
    },

    /** The oldest chapter was to go, and could not. */
    bringBack(oldest: Chapter): void {
      over = [oldest, ...over];
      observed = observedIn(all());
    },

    /** The oldest first. */
    segments: (): readonly Segment[] => over.filter((each): each is Segment => 'file' in each),

    /** How long ago the chapter has begun that is being written, ms. */
    age: (now: number): number => (current ? now - current.from : 0),

    /** The first time that it knows of; null while it is empty. */
    since: (): number | null => (over[0] ?? current)?.from ?? null,

    units,

    /** Everything as it is now: somebody may look on while a question is answered. */
    view() {
      return {
        units,
        observed: frozenTimes(observed),
        chapters: current ? [...over, current] : over,
        end: latest,
      };
    },
  };
}

function observedIn(chapters: readonly Chapter[]) {
  const observed = createObservedTimes();
  for (const chapter of chapters) for (const { from, to } of chapter.looks()) observed.add(from, to);
  return observed;
}
