import type { LiveState } from '../../electron/contract/live.ts';
import { wholeFleet } from '../units/live/live-follow.ts';
import { rereadAfter } from '../units/live/reread.ts';
import type { ListState } from '../units/loading/units-list.ts';

const second = 1_000;
/** Older data are warned of, ms. */
const oldest = 60_000;
/** What a list may take to arrive where it is read again and again, ms. */
const grace = 30_000;
/** After a longer time without a look, ms, the computer has slept, and what was live then may not be any more. */
const sleep = 20_000;
/** How long a line that is dead may not be noticed (`serverTimeout` of core's live updates), ms. */
const unnoticed = 30_000;

/** How old what the wall display shows is. */
export interface DataAge {
  /** ms; null while there are no data at all. */
  readonly age: number | null;
  /** Older than they may be, so that everybody has to know. */
  readonly isStale: boolean;
  /** Nothing says that they are current: a list should be read. */
  readonly isInDoubt: boolean;
}

export interface DataAgeParts {
  live: () => Pick<LiveState, 'phase' | 'since' | 'cover'>;
  list: () => Pick<ListState, 'fetchedAt' | 'begunAt' | 'awaited' | 'incomplete'>;
  /** The time since the last live update, ms; null if there was none. */
  lastUpdate: () => number | null;
  /** The number of units. */
  size: () => number;
  /** For how long there is news that the screen does not show, ms. */
  unshown: () => number;
}

/** What is not on the screen after so long, ms, does not make it current. */
const lag = 10_000;

/** The wall clock (ms since 1970), which may be set, and one that only goes on (ms), but may stand while the computer sleeps. */
const usual = { now: () => Date.now(), steady: () => performance.now() };

interface Moment {
  readonly now: number;
  readonly steady: number;
}

/**
 * Tells how old the data are: current while everything is live, else as old as the last moment in which they were known to be
 * current. When in doubt they are older: of two clocks the one counts by which more time has passed, and whoever has slept
 * is not believed until a list or a live update has come.
 */
export function createDataAge(
  { live, list, lastUpdate, size, unshown }: DataAgeParts,
  { now, steady } = usual,
) {
  /** When the data were last known to be current. */
  let current: Moment | null = null;
  let looked: Moment | null = null;
  /** The phase and the list that are not believed. */
  let doubted: { fetchedAt: number | null; since: number; at: Moment } | null = null;
  let known: number | null = null;
  let wasLive = false;
  /** Since when there could have been data. */
  let begun: Moment = { now: now(), steady: steady() };

  const moment = (): Moment => ({ now: now(), steady: steady() });
  const since = (at: Moment) => Math.max(now() - at.now, steady() - at.steady, 0);
  const before = (at: Moment, ms: number): Moment => ({ now: at.now - ms, steady: at.steady - ms });

  function doubt(at: Moment): void {
    const { fetchedAt } = list();
    if (looked !== null && since(looked) > sleep) doubted = { fetchedAt, since: live().since, at };
    if (doubted === null) return;
    const heard = lastUpdate();
    const isNews = fetchedAt !== doubted.fetchedAt || live().since !== doubted.since;
    if (isNews || (heard !== null && heard < since(doubted.at))) doubted = null;
  }

  /** A list that has come makes the data as young as its first page is. */
  function takeList(at: Moment): void {
    const { fetchedAt, begunAt, awaited, incomplete } = list();
    if (fetchedAt === null || fetchedAt === known || awaited !== null || incomplete) return;
    // A clock that was set back has made its age unknown.
    if (fetchedAt > at.now + second) return;
    known = fetchedAt;
    const read = before(at, Math.max(0, at.now - Math.min(fetchedAt, begunAt ?? fetchedAt)));
    if (current === null || since(read) < since(current)) current = read;
  }

  return {
    /** To be called every few seconds. */
    look(): DataAge {
      const at = moment();
      doubt(at);
      looked = at;
      const { phase, cover } = live();
      const isWhole = phase !== 'not-available' && cover === null && size() <= wholeFleet;
      const isShown = unshown() < lag;
      const isLive = phase === 'live' && isWhole && doubted === null && isShown;
      if (isLive) current = at;
      else if (wasLive && phase === 'reconnecting' && current !== null)
        current = before(current, Math.min(unnoticed, lastUpdate() ?? unnoticed));
      wasLive = isLive;
      if (isShown) takeList(at);
      const age = current === null ? null : isLive ? 0 : since(current);
      const limit = isWhole ? oldest : rereadAfter(size()) + grace;
      return { age, isStale: (age ?? since(begun)) > limit, isInDoubt: doubted !== null };
    },
    /** Begins anew, for another account. */
    clear(): void {
      current = null;
      doubted = null;
      known = null;
      wasLive = false;
      begun = moment();
    },
  };
}
