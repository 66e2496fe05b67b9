import type { Unit } from '../../contract/units.ts';
import type { Opening } from './chapter.ts';
import { absent, byEvent, codeOf, unwatched } from './condition-codes.ts';
import { createJournal } from './journal.ts';
import { createObservedTimes, type ObservedTimes } from './observed-times.ts';
import { createUnitNumbers } from './unit-numbers.ts';
import { createUnitStates } from './unit-states.ts';

type Source = 'list' | 'event';

const nothingKnown: Opening = { codes: new Uint8Array(), outSince: new Map() };

/**
 * The conditions of the units of one account, in memory. It takes down changes only. All times are ms since 1970; one that
 * is earlier than what is there counts as the time of that, because the clock was set back.
 */
export function createLedger() {
  const units = createUnitNumbers();
  const observed = createObservedTimes();
  const states = createUnitStates();
  let journal: ReturnType<typeof createJournal> | undefined;
  let last = Number.NEGATIVE_INFINITY;
  /** The number of the list in which each unit was last seen. */
  let seen = new Uint32Array(1_024);
  let list = 0;

  function change(unit: number, at: number, code: number): void {
    journal ??= createJournal(at, nothingKnown);
    const time = Math.max(at, states.changedAt(unit), journal.from);
    last = Math.max(last, time);
    states.set(unit, time, code);
    journal.add(unit, time, code);
  }

  function see(unit: number): void {
    if (unit >= seen.length) {
      const old = seen;
      seen = new Uint32Array(Math.max(unit + 1, old.length * 2));
      seen.set(old);
    }
    seen[unit] = list;
  }

  return {
    /** A list begins. */
    beginList: () => void (list += 1),

    /**
     * A list or an event tells what a unit is.
     * @param gap for how long before nobody knew, though it counts as looking, ms
     */
    tell(id: string, at: number, condition: Unit['condition'], source: Source, gap = 0): void {
      const unit = units.numberOf(id) ?? units.add(id, at);
      see(unit);
      const before = states.codeOf(unit);
      const code = codeOf(condition);
      if ((before & 7) === code) return;
      if (gap > 0 && before !== absent) change(unit, at - gap, unwatched);
      change(unit, at, source === 'event' ? code + byEvent : code);
    },

    /**
     * The list that began has come to its end: of units that it does not have nothing is known.
     * @param isWhole whether it has every unit, so that others are not in the fleet any more
     */
    endList(at: number, isWhole: boolean): void {
      const code = isWhole ? absent : unwatched;
      for (let unit = 0; unit < units.count(); unit += 1) {
        const before = states.codeOf(unit);
        if (seen[unit] !== list && before !== absent && before !== code) change(unit, at, code);
      }
    },

    /** Somebody has looked in this time. */
    look(from: number, to: number): void {
      observed.add(from, to);
      last = Math.max(last, to);
    },

    /** The first time that it knows of; null while it is empty. */
    since: (): number | null => journal?.from ?? null,

    /** Everything as it is now. */
    view: () => ({
      units,
      observed: observed as ObservedTimes,
      chapters: journal ? [journal] : [],
      end: last,
    }),
  };
}
