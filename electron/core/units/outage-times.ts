import type { UnitUpdate } from '../../contract/live.ts';
import { isOut, isUp } from '../../contract/names.ts';
import { outageBegan } from '../../contract/overlay.ts';
import type { Unit } from '../../contract/units.ts';
import { createKeptTimes, type KeptTimesParts } from './kept-times.ts';

/** An outage that is known of. */
interface Known {
  /** When the unit was first seen out of service here, ms since 1970. */
  at: number;
  /** The number of the list in which, or during which, it was last seen so. */
  list: number;
}

/**
 * When the units that are out of service were first seen so here: all that can be said where the service does not tell
 * since when. It is kept, so that a restart does not forget it, and an outage that was seen to end has no say in the next.
 */
export function createOutageTimes(parts: Omit<KeptTimesParts, 'timesOf'>) {
  const { clock } = parts;
  const known = new Map<string, Known>();
  let list = 0;
  let account: string | undefined;
  /** While what was kept is read: units that are not out of service, so that it says nothing of them any more. */
  let gone: Set<string> | undefined;
  let loaded: Promise<void> = Promise.resolve();
  const kept = createKeptTimes({
    ...parts,
    timesOf: (owner) => (owner === account ? Array.from(known, ([id, { at }]) => [id, at]) : undefined),
  });

  function set(id: string, at: number): void {
    const before = known.get(id);
    known.set(id, { at, list });
    if (before?.at !== at) kept.changed();
  }

  function remove(id: string): void {
    gone?.add(id);
    if (known.delete(id)) kept.changed();
  }

  async function load(owner: string): Promise<void> {
    const meanwhile = new Set<string>();
    gone = meanwhile;
    const stored = await kept.read(owner);
    if (gone === meanwhile) gone = undefined;
    if (owner !== account) return;
    for (const [id, at] of stored) if (!meanwhile.has(id)) known.set(id, { list, ...known.get(id), at });
  }

  /** Reads what was kept for this account; what is in memory of another one goes. */
  function follow(next: string | undefined): void {
    if (next === account) return;
    account = next;
    known.clear();
    loaded = next === undefined ? Promise.resolve() : load(next);
  }

  /**
   * A unit that is out of service with the time; an outage that nobody has seen before was first seen at `at`. One of unknown
   * condition has the time of its outage, for the case that this goes on.
   */
  function timed(unit: Unit, at: number): Unit {
    const former = known.get(unit.id)?.at;
    if (former === undefined && !isOut(unit.condition)) return unit;
    const isTold = unit.outSince !== undefined && !unit.firstSeenHere;
    // A live update that came since the list began says that it went out of service only then.
    const first = (isTold ? undefined : unit.outSince) ?? former ?? at;
    set(unit.id, first);
    return isTold ? unit : { ...unit, outSince: first, firstSeenHere: true };
  }

  return {
    follow,
    /** Resolves when what was kept has been read. */
    loaded: () => loaded,
    /** A list of this account begins. */
    begin(whose: string | undefined): void {
      follow(whose);
      list += 1;
    },
    /** The list that began has come whole: units that it does not have are not known of any more. */
    complete(): void {
      for (const [id, outage] of known) if (outage.list !== list) remove(id);
    },
    /** A page of the list, with live changes included; returns it with the times. */
    see(units: readonly Unit[]): Unit[] {
      const now = clock.now();
      return units.map((unit) => {
        if (!isUp(unit.condition)) return timed(unit, now);
        remove(unit.id);
        return unit;
      });
    },
    /** A page of the kept list, with the times. @param fetchedAt when that list was complete, ms since 1970 */
    recall: (units: readonly Unit[], fetchedAt: number): Unit[] =>
      units.map((unit) => (isUp(unit.condition) ? unit : timed(unit, fetchedAt))),
    /** Live changes. */
    apply(updates: readonly UnitUpdate[]): void {
      for (const update of updates) {
        const { id, condition, wasBack } = update;
        if (wasBack || (condition !== undefined && isUp(condition))) remove(id);
        const began = outageBegan(update);
        if (began !== undefined) set(id, known.get(id)?.at ?? began);
      }
    },
    /** Afterwards nothing is on disk, even if a write was running (R28). */
    async removeStored(): Promise<void> {
      follow(undefined);
      await kept.remove();
    },
  };
}
