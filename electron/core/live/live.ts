import type { Failure } from '../../contract/failure.ts';
import type { LiveState, UnitUpdate } from '../../contract/live.ts';
import type { Unit } from '../../contract/units.ts';
import { checkedKey } from '../api/client.ts';
import type { Connection } from '../connection/connection-file.ts';
import { AppError, toFailure } from '../errors.ts';
import { createInterest, type ListedIds } from './interest.ts';
import { type LineParts, stayConnected, usualRetry } from './line.ts';
import { createEventReader, createUpdateBuffer } from './updates.ts';

export interface LiveParts
  extends Pick<LineParts, 'http' | 'sockets' | 'token' | 'explain' | 'clock' | 'log'> {
  connection: Connection;
  subscriptionKey: () => string | undefined;
  /** The current account; undefined for none. */
  account: () => string | undefined;
  /** Units to subscribe to, whatever the window shows. */
  alwaysFollow: () => readonly string[];
  /** Called after every change of `state()`. */
  onChange: () => void;
  /** At most once per screen frame. */
  onUpdates: (updates: UnitUpdate[]) => void;
  timing?: Partial<LiveTiming> | undefined;
}

/** All in ms. */
const usualTiming = {
  ...usualRetry,
  connectTimeout: 15_000,
  /** A connection without even a ping for this long is dead. */
  serverTimeout: 30_000,
  /** Debounce of subscription changes before the hub is told. */
  followPause: 150,
};
export type LiveTiming = typeof usualTiming;

/** One reading of the list, for the live updates. */
export interface ListReading {
  /** The page with the updates received since the reading began. */
  page(units: Unit[]): Unit[];
  /**
   * The list has come to its end with these units, whole by what the API says or not. If it began after everything was
   * subscribed, the units are live (R34).
   */
  complete(ids: ListedIds, isWhole: boolean): void;
  /** The reading failed. */
  failed(): void;
}

export type Live = ReturnType<typeof createLive>;

/** The live updates of one connection's units. They run while a user is signed in and there is a key, unless paused. */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: its parts share the line, and the epoch by which a list makes it live
export function createLive(parts: LiveParts) {
  const { clock, connection } = parts;
  const timing = { ...usualTiming, ...parts.timing };
  const url = connection.api.hubUrl.replace(/^ws/, 'http');
  const updates = createUpdateBuffer(clock, parts.onUpdates);
  let state: LiveState = { phase: 'off', since: clock.now(), problem: null, cover: null };
  /** Ends what `stayConnected` does; undefined while the live updates do not run. */
  let running: AbortController | undefined;
  /** Why they do not run, or the account and key for which they do. */
  let situation: string | undefined;
  let account: string | undefined;
  let paused = false;
  let closed = false;
  /** Set while a line is open. */
  let syncLine: (() => Promise<void>) | undefined;
  /** Changes whenever lists begun earlier can no longer make the units live. */
  let epoch = 0;
  /** All units, or the first ones, were followed while connected: the list must be read after subscribing. */
  let owesCatchingUp = false;
  /** The running reading of the list. */
  let reading: ListReading | undefined;
  let stopTimer: () => void = () => undefined;
  const interest = createInterest(parts.alwaysFollow, () => {
    setCover();
    stopTimer();
    stopTimer = clock.later(timing.followPause, () => void sync());
  });
  const events = createEventReader(interest.wanted, connection.api);

  /** `since` stays when only the problem changes; `catching-up` always counts as a new phase. */
  function set(phase: LiveState['phase'], problem: Failure | null = null): void {
    const same = phase === state.phase && phase !== 'catching-up';
    if (same && problem?.message === state.problem?.message) return;
    state = { ...state, phase, since: same ? state.since : clock.now(), problem };
    parts.onChange();
  }

  function setCover(): void {
    const cover = interest.cover();
    if (cover?.followed === state.cover?.followed && cover?.of === state.cover?.of) return;
    state = { ...state, cover };
    parts.onChange();
  }

  async function sync(): Promise<void> {
    const current = syncLine;
    await interest.ready();
    await current?.();
    if (owesCatchingUp && current && syncLine === current) onSubscribed();
  }

  function onSubscribed(): void {
    owesCatchingUp = false;
    epoch += 1;
    // Until the window says what it shows, only the watched units are subscribed. It says so once it has a list; if
    // none is coming, `catching-up` makes it request one.
    const isExpected = interest.isListed() || reading !== undefined;
    set(interest.isTold() || !isExpected ? 'catching-up' : 'connecting');
  }

  function lose(): void {
    syncLine = undefined;
    epoch += 1;
    updates.clearHeard();
  }

  const lineParts: LineParts = {
    ...parts,
    ...timing,
    url,
    memory: { knowsUnsubscribe: true },
    keyHeader: connection.api.subscriptionKeyHeader,
    subscriptionKey: () => checkedKey(parts.subscriptionKey()),
    wanted: interest.wanted,
    limit: interest.limit,
    ready: interest.ready,
    read: (event, record) => events.read(event, clock.now(), record),
    onUpdate: updates.add,
    onOpen(open) {
      syncLine = open;
      onSubscribed();
    },
    onLost(failure, noHub) {
      lose();
      parts.log.warn('there is no live connection', { code: failure.code, ...events.counts });
      set(noHub ? 'not-available' : 'reconnecting', toFailure(failure));
    },
  };

  function start(phase: LiveState['phase']): void {
    running = new AbortController();
    set(phase);
    void stayConnected(lineParts, running.signal);
  }

  function stop(): void {
    if (!running) return;
    running.abort(new AppError('cancelled', 'The live updates have stopped.'));
    running = undefined;
    lose();
    updates.clear();
  }

  function whyNot(): LiveState['phase'] | undefined {
    if (closed || account === undefined || !parts.subscriptionKey()) return 'off';
    if (url === '') return 'not-available';
    return paused ? 'paused' : undefined;
  }

  /** Starts and stops; another account or key gets another line. */
  function check(): void {
    const current = parts.account();
    if (current !== account) {
      account = current;
      interest.clear();
    }
    const why = whyNot();
    const next = why ?? JSON.stringify([account, parts.subscriptionKey()]);
    if (next === situation) return;
    stop();
    situation = next;
    if (why) set(why);
    else start('connecting');
  }

  return {
    state: () => state,
    counts: () => events.counts,
    /** What the window shows; `all` is every unit of the list, those in sight first. */
    follow(ids: readonly string[] | 'all', inSight: readonly string[] = []): void {
      const isNews = !interest.isTold() || (ids === 'all' && !interest.followsAll());
      owesCatchingUp ||= isNews && syncLine !== undefined;
      interest.follow(ids, inSight);
    },
    pause(value: boolean): void {
      paused = value;
      check();
    },
    /** To be called when the account, the key or `alwaysFollow` may have changed. */
    check(): void {
      check();
      interest.refresh();
    },
    /** To be called after sleep: reconnects at once, whatever the connection's state (R34). */
    wake(): void {
      if (!running) return;
      stop();
      start('reconnecting');
    },
    listBegins(): ListReading {
      const begun = epoch;
      updates.clearHeard();
      const isOver = () => {
        if (reading === own) reading = undefined;
      };
      const own: ListReading = {
        page: updates.overlay,
        complete(ids, isWhole) {
          isOver();
          const wasTold = interest.isTold();
          interest.listed(ids, isWhole);
          const isTold = interest.isTold();
          if (syncLine && isTold !== wasTold) onSubscribed();
          else if (state.phase === 'catching-up' && begun === epoch) set(isTold ? 'live' : 'connecting');
        },
        failed() {
          isOver();
          if (syncLine && !interest.isTold()) onSubscribed();
        },
      };
      reading = own;
      // This is the list that `catching-up` requested.
      if (state.phase === 'catching-up' && !interest.isTold()) set('connecting');
      return own;
    },
    close(): void {
      closed = true;
      check();
    },
  };
}
