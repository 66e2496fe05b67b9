import type { PastOutage } from '../../contract/ledger.ts';
import { absent, byEvent, entrapmentCode, isOutCode, isUpCode } from './condition-codes.ts';
import type { ObservedTimes, Stretch } from './observed-times.ts';

/** What a unit was in a period: times in ms, all but `maintenance` without the time of maintenance. */
export interface Tally {
  /** Since its first sight, and while it was in the list. */
  known: number;
  /** Somebody looked, and it was out or in service. */
  out: number;
  up: number;
  maintenance: number;
  outages: number;
  /** Of the outages that ended in the period: how many, and how long they lasted altogether. */
  repaired: number;
  repair: number;
}

/** Of what happened to the unit, in its order. */
export interface TallyEvents {
  /** A stretch with one code, cut to the period. */
  onSpan?: (from: number, to: number, code: number) => void;
  onOutage?: (outage: PastOutage) => void;
}

/** An outage under way, and how much of it was in the period and not maintenance, ms. */
interface Running {
  from: number;
  source: PastOutage['source'];
  isEntrapment: boolean;
  counted: number;
  /** The end of its last stretch that is known to be out. */
  lastOut: number;
}

export type UnitTally = ReturnType<typeof createUnitTally>;

/**
 * Goes through the changes of one unit after the other. An outage goes on while nobody looks, or knows: it ends when the
 * unit is seen in service, or was last seen out before it left the list.
 * @param period what is tallied; changes before and after it only tell the state at its ends
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: its parts share the state of the unit, 10 million changes go through it
export function createUnitTally(period: Stretch, observed: ObservedTimes, events: TallyEvents = {}) {
  let tally = emptyTally();
  let maintenance: readonly Stretch[] = [];
  let code = absent;
  let since = 0;
  let outage: Running | undefined;

  /** Closes the span that began at `since`. */
  function close(at: number): void {
    const from = Math.max(since, period.from);
    const to = Math.min(at, period.to);
    since = at;
    if (to <= from || code === absent) return;
    events.onSpan?.(from, to, code);
    const mended = maintenance.length === 0 ? 0 : overlap(maintenance, from, to);
    tally.maintenance += mended;
    tally.known += to - from - mended;
    const isOut = isOutCode(code);
    if (isOut && outage) {
      outage.counted += to - from - mended;
      outage.lastOut = to;
    }
    if (isOut || isUpCode(code)) {
      const looked = observed.until(to) - observed.until(from) - observedIn(mended > 0, from, to);
      if (isOut) tally.out += looked;
      else tally.up += looked;
    }
  }

  function observedIn(hasMaintenance: boolean, from: number, to: number): number {
    if (!hasMaintenance) return 0;
    let sum = 0;
    for (const each of maintenance) {
      const start = Math.max(each.from, from);
      const end = Math.min(each.to, to);
      if (end > start) sum += observed.until(end) - observed.until(start);
    }
    return sum;
  }

  /** @param to null for one that goes on */
  function endOutage(to: number | null): void {
    const ended = outage;
    outage = undefined;
    if (!ended || ended.counted <= 0) return;
    const { from, source, isEntrapment } = ended;
    tally.outages += 1;
    const mended =
      maintenance.length === 0 ? 0 : overlap(maintenance, from, to ?? Math.min(since, period.to));
    if (to !== null && to <= period.to) {
      tally.repaired += 1;
      tally.repair += to - from - mended;
    }
    const condition = isEntrapment ? 'entrapment' : 'out-of-service';
    events.onOutage?.({ from, to, condition, source, maintenance: mended });
  }

  /** @param outSince when the outage began that is under way; undefined for none that is known */
  function become(next: number, at: number, outSince?: number): void {
    code = next & 7;
    if (isOutCode(code) || outSince !== undefined) {
      const source = (next & byEvent) === 0 ? 'list' : 'event';
      outage ??= { from: outSince ?? at, source, isEntrapment: false, counted: 0, lastOut: at };
      outage.isEntrapment ||= code === entrapmentCode;
    } else if (outage && isUpCode(code)) endOutage(at);
    else if (outage && code === absent) endOutage(outage.lastOut);
  }

  return {
    /** Begins with another unit. @param of its times of maintenance, in order and apart from each other */
    reset(of: readonly Stretch[] = []): void {
      tally = emptyTally();
      maintenance = of;
      code = absent;
      since = Number.NEGATIVE_INFINITY;
      outage = undefined;
    },
    /**
     * The state at the beginning of a file, whatever was before it.
     * @param outSince when the outage began that is under way, also where nobody knows at this moment; undefined for none
     */
    start(at: number, next: number, outSince: number | undefined): void {
      close(at);
      become(next, at, outSince);
    },
    change(at: number, next: number): void {
      close(at);
      become(next, at);
    },
    /** The end of what is known. @param at no earlier than the last change */
    finish(at: number): Tally {
      close(at);
      if (outage) endOutage(isOutCode(code) ? null : outage.lastOut);
      return tally;
    },
  };
}

export function emptyTally(): Tally {
  return { known: 0, out: 0, up: 0, maintenance: 0, outages: 0, repaired: 0, repair: 0 };
}

function overlap(stretches: readonly Stretch[], from: number, to: number): number {
  let sum = 0;
  for (const each of stretches) sum += Math.max(Math.min(each.to, to) - Math.max(each.from, from), 0);
  return sum;
}
