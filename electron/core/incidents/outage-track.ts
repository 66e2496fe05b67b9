import { clocksDiffer } from '../../contract/incident-facts.ts';
import type { EndedIncident, OpenOutage } from '../../contract/incidents.ts';
import type { UnitUpdate } from '../../contract/live.ts';
import { isUp } from '../../contract/names.ts';
import { outageBegan } from '../../contract/overlay.ts';
import type { Unit } from '../../contract/units.ts';
import type { Clock } from '../ports.ts';

/** An outage that has ended; what the operator knew of it is not the track's. */
export type EndedOutage = Pick<EndedIncident, 'id' | 'outageAt' | 'endedAt' | 'atLatest' | 'condition'>;

/** An outage that was in progress when the last run ended. `seenAt`: it was out of service then, ms since 1970. */
export interface RecalledOutage extends Pick<EndedOutage, 'id' | 'outageAt' | 'condition'> {
  seenAt: number;
}

interface Tracked extends Pick<OpenOutage, 'firstSeenHere'> {
  /** Names the outage: as it was first known. */
  readonly outageAt: number;
  /** Since when at the latest, as far as it is known now. */
  since: number;
  /** When it was last seen to be out of service. */
  seenAt: number;
  /** The worst that was seen. */
  condition: EndedOutage['condition'];
  /** The number of the list that it was last seen in, or during. */
  list: number;
}

/**
 * Follows which units are out of service, by lists and live updates, and tells when an outage has ended: `onEnd` is called
 * once for each, `onTrapped` when it is first seen during an outage that somebody is trapped. An unknown condition says neither that an outage goes on nor that it has ended.
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: its parts share the outages that are open
export function createOutageTrack(
  clock: Pick<Clock, 'now'>,
  onEnd: (ended: EndedOutage) => void,
  onTrapped: (id: string) => void,
) {
  const open = new Map<string, Tracked>();
  /** Units that were seen to be in service before `recall`. */
  let gone: Set<string> | undefined = new Set();
  let list = 0;
  let isWhole = false;

  function begin(
    id: string,
    {
      since,
      condition,
      firstSeenHere,
    }: Pick<Unit, 'condition'> & Pick<OpenOutage, 'since' | 'firstSeenHere'>,
    seenAt: number,
  ): void {
    // A service whose clock is ahead tells a time after that at which the unit was seen to be out.
    open.set(id, {
      outageAt: since,
      since: Math.min(since, seenAt),
      seenAt,
      firstSeenHere,
      condition: worst(condition),
      list,
    });
  }

  function end(id: string, endedAt: number, atLatest: boolean): void {
    const outage = open.get(id);
    if (!open.delete(id) || outage === undefined) return;
    const { since, condition } = outage;
    onEnd({ id, outageAt: since, endedAt: Math.max(endedAt, since), atLatest, condition });
  }

  function goesOn(id: string, outage: Tracked, seenAt: number, condition: Unit['condition']): void {
    Object.assign(outage, { seenAt, list });
    if (condition !== 'entrapment' || outage.condition === condition) return;
    outage.condition = condition;
    onTrapped(id);
  }

  function see(unit: Unit, now: number): void {
    const { id, condition, outSince = now, firstSeenHere = unit.outSince === undefined } = unit;
    const outage = open.get(id);
    if (condition === 'unknown') {
      if (outage) outage.list = list;
      return;
    }
    if (isUp(condition)) {
      gone?.add(id);
      end(id, now, true);
      return;
    }
    gone?.delete(id);
    const isTold = !firstSeenHere;
    // The service says that this one began after the other was last seen.
    const isAnother = outage !== undefined && isTold && outSince > outage.seenAt + clocksDiffer;
    if (isAnother) end(id, outSince, true);
    if (outage === undefined || isAnother) {
      begin(id, { since: outSince, condition, firstSeenHere }, now);
      return;
    }
    if (isTold) Object.assign(outage, { since: Math.min(outage.since, outSince), firstSeenHere: false });
    goesOn(id, outage, now, condition);
  }

  function apply(update: UnitUpdate): void {
    const { id, condition, at, wasBack } = update;
    if (condition === undefined) return;
    const began = outageBegan(update);
    if (wasBack || isUp(condition)) {
      gone?.add(id);
      // Of several events in one, nobody knows when it was back: before the next outage at the latest.
      end(id, began ?? at, wasBack === true);
    }
    if (began === undefined) return;
    gone?.delete(id);
    const outage = open.get(id);
    if (outage === undefined) begin(id, { since: began, condition, firstSeenHere: true }, at);
    else goesOn(id, outage, at, condition);
  }

  return {
    /** When the outage of a unit began, which names it; null if it is not known to be out of service. */
    outageOf: (id: string): number | null => open.get(id)?.outageAt ?? null,
    /** Since when a unit is out of service, as far as that is known now; null if it is not. */
    sinceOf: (id: string): number | null => open.get(id)?.since ?? null,
    /** The units in which somebody is or was trapped during the outage that is open. */
    trapped: (): string[] =>
      [...open].flatMap(([id, { condition }]) => (condition === 'entrapment' ? [id] : [])),
    /** The outages that go on, at most so many: entrapments, then the newest. */
    open(most: number): OpenOutage[] {
      const outages = Array.from(open, ([id, { since, firstSeenHere, condition }]) => ({
        id,
        since,
        firstSeenHere,
        condition,
      }));
      const isTrapped = (outage: OpenOutage) => Number(outage.condition === 'entrapment');
      return outages.sort((a, b) => isTrapped(b) - isTrapped(a) || b.since - a.since).slice(0, most);
    },
    /** Whether a whole list was seen: then a unit that is not known to be out of service is not. */
    isComplete: (): boolean => isWhole,
    /** Takes in the outages of the last run; what was seen meanwhile says whether they go on. */
    recall(outages: readonly RecalledOutage[]): void {
      const now = clock.now();
      for (const { id, outageAt, seenAt, condition } of outages) {
        const found = open.get(id);
        const isOver = gone?.has(id) === true || (isWhole && found === undefined);
        const isAnother = found !== undefined && found.since > seenAt + clocksDiffer;
        if (isOver || isAnother) {
          const endedAt = isAnother ? found.since : now;
          onEnd({ id, outageAt, endedAt, atLatest: true, condition });
        } else
          open.set(id, {
            ...(found ?? { since: outageAt, firstSeenHere: true, seenAt, list: 0 }),
            outageAt,
            condition: found?.condition === 'entrapment' ? found.condition : condition,
          });
      }
      gone = undefined;
    },
    /** A list begins. */
    begin(): void {
      list += 1;
    },
    /** The list that began has come whole: units that it does not have are not out of service any more. */
    complete(): void {
      isWhole = true;
      for (const [id, outage] of [...open]) if (outage.list !== list) end(id, clock.now(), true);
    },
    /** A page of the list, with live changes included. */
    see(units: readonly Unit[]): void {
      const now = clock.now();
      for (const unit of units) see(unit, now);
    },
    /** Live changes. */
    apply(updates: readonly UnitUpdate[]): void {
      for (const update of updates) apply(update);
    },
    /** Begins anew, for another account: nothing has ended. */
    clear(): void {
      open.clear();
      gone = new Set();
      isWhole = false;
    },
  };
}

function worst(condition: Unit['condition']): EndedOutage['condition'] {
  return condition === 'entrapment' ? condition : 'out-of-service';
}
