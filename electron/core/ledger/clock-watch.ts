import type { Clock } from '../ports.ts';
import type { Ledger } from './ledger.ts';

const day = 86_400_000;
/** A clock that is corrected by less needs nothing, ms. */
const tolerance = 60_000;
/** A clock that was ahead by less has caught up before anybody minds, ms. */
const farAhead = 2 * day;

/**
 * Notices that the time of day lies before what the ledger has taken down, and whether the clock was ahead until now or is
 * behind from now on. To be asked before something is written.
 */
export function createClockWatch(clock: Pick<Clock, 'now' | 'steady'>, ledger: Ledger) {
  let previous = { now: clock.now(), steady: clock.steady() };
  /** Since when both clocks have gone on together, ms of the steady one, and the last time that was known before that. */
  let evenSince = previous.steady;
  let before = ledger.latest();
  /** The clock has been behind this time. */
  let held = Number.NEGATIVE_INFINITY;

  function look(): typeof previous {
    const time = { now: clock.now(), steady: clock.steady() };
    const ahead = time.now - previous.now - (time.steady - previous.steady);
    // It was set forward, or the computer has slept.
    if (ahead > tolerance) {
      before = Math.max(before, previous.now);
      evenSince = time.steady;
    }
    previous = time;
    return time;
  }

  /** By its present time, what it has told since it went evenly was after all that was known before: then that is right. */
  function wasAhead({ now, steady }: typeof previous): boolean {
    if (before === Number.NEGATIVE_INFINITY) return hasRoomBefore(now);
    if (now - (steady - evenSince) >= before - tolerance) return true;
    return ledger.latest() - now > farAhead && hasRoomBefore(now);
  }

  /**
   * Whether there is as much time between this and what is known before it as somebody has looked after it: a clock that was
   * ahead did not tell more than that. One that is behind mostly stands in the middle of what is known, or before it all.
   */
  function hasRoomBefore(now: number): boolean {
    const [since, latest] = [ledger.since() ?? now, ledger.latest()];
    if (now < since) return latest - since <= day;
    const { observed } = ledger.view();
    const last = observed.within({ from: since, to: now }).at(-1)?.to ?? since;
    return now - last >= observed.until(latest) - observed.until(now);
  }

  return {
    /** `ahead`, it was set back to the right time; `behind`, it is wrong until it has caught up. Told once. */
    check(): { is: 'even' | 'ahead' | 'behind'; now: number } {
      const time = look();
      const latest = ledger.latest();
      if (time.now >= latest - tolerance || latest <= held) return { is: 'even', now: time.now };
      if (wasAhead(time)) return { is: 'ahead', now: time.now };
      before = Math.max(before, latest);
      held = latest;
      return { is: 'behind', now: time.now };
    },
  };
}
