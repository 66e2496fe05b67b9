import type { LiveState, UnitUpdate } from '../../contract/live.ts';
import type { AccessToken } from '../../contract/session.ts';
import type { Unit } from '../../contract/units.ts';
import { checkedKey } from '../api/client.ts';
import type { Connection } from '../connection/connection-file.ts';
import type { AppError } from '../errors.ts';
import type { Clock, Http, Log, Sockets } from '../ports.ts';
import { createEventReader, type EventCounts } from './events.ts';
import { createInterest } from './interest.ts';
import type { Line } from './line.ts';
import { type RetryTiming, stayConnected, usualRetry } from './loop.ts';
import { createLivePhase } from './state.ts';
import { createSwitch } from './switch.ts';
import { createUpdateBuffer } from './updates.ts';

export interface LiveParts {
  connection: Connection;
  http: Http;
  sockets: Sockets;
  clock: Clock;
  log: Log;
  explain: (failure: AppError) => AppError;
  /** A token; a new one if the hub has just refused `rejected`. */
  token: (rejected?: string) => Promise<AccessToken>;
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
export interface LiveTiming extends RetryTiming {
  connectTimeout: number;
  /** A connection without even a ping for this long is dead. */
  serverTimeout: number;
  /** Debounce of subscription changes before the hub is told. */
  followPause: number;
}

const usualTiming: LiveTiming = {
  connectTimeout: 15_000,
  serverTimeout: 30_000,
  followPause: 150,
  ...usualRetry,
};

/** One reading of the list, for the live updates. */
export interface ListReading {
  /** The page with the updates received since the reading began. */
  page(units: Unit[]): Unit[];
  /** The list is complete. If it began after everything was subscribed, the units are live (R34). */
  complete(): void;
  /** The reading failed. */
  failed(): void;
}

/** The live updates of one connection's units. They run while a user is signed in and there is a key, unless paused. */
export interface Live {
  state(): LiveState;
  /** What the window shows; `all` is every unit of the list. */
  follow(ids: readonly string[] | 'all'): void;
  pause(paused: boolean): void;
  /** To be called when the account, the key or `alwaysFollow` may have changed. */
  check(): void;
  /** To be called after sleep: reconnects at once, whatever the connection's state (R34). */
  wake(): void;
  listBegins(): ListReading;
  counts(): Readonly<EventCounts>;
  close(): void;
}

// biome-ignore lint/complexity/noExcessiveLinesPerFunction: its parts share the epoch by which a list makes it live
export function createLive(parts: LiveParts): Live {
  const { clock, log } = parts;
  const timing = { ...usualTiming, ...parts.timing };
  const url = parts.connection.api.hubUrl.replace(/^ws/, 'http');
  const events = createIntake(parts);
  const phase = createLivePhase(clock, parts.onChange);
  const memory = { knowsUnsubscribe: true };
  let line: Line | undefined;
  /** Changes whenever lists begun earlier can no longer make the units live. */
  let epoch = 0;
  /** All units, or the first ones, were followed while connected: the list must be read after subscribing. */
  let owesCatchingUp = false;
  /** The running reading of the list. */
  let reading: ListReading | undefined;
  let stopSync: () => void = () => undefined;
  const interest = createInterest(parts.alwaysFollow, () => {
    stopSync();
    stopSync = clock.later(timing.followPause, () => void sync());
  });

  async function sync(): Promise<void> {
    const current = line;
    await interest.ready();
    await current?.sync();
    if (owesCatchingUp && current && line === current) onSubscribed();
  }

  function onSubscribed(): void {
    owesCatchingUp = false;
    epoch += 1;
    // Until the window says what it shows, only the watched units are subscribed. It says so once it has a list; if
    // none is coming, `catching-up` makes it request one.
    const isExpected = interest.isListed() || reading !== undefined;
    phase.set(interest.isTold() || !isExpected ? 'catching-up' : 'connecting');
  }

  function lose(): void {
    line = undefined;
    epoch += 1;
    events.updates.forget();
  }

  const loopParts = {
    ...parts,
    ...timing,
    url,
    memory,
    keyHeader: parts.connection.api.subscriptionKeyHeader,
    subscriptionKey: () => checkedKey(parts.subscriptionKey()),
    wanted: interest.wanted,
    ready: interest.ready,
    read: (event: unknown) => events.read(event, interest.wanted()),
    onGarbage: events.onGarbage,
    onUpdate: events.updates.add,
    onSubscribed,
    onOpen: (open: Line) => {
      line = open;
    },
    onLost(failure: AppError, noHub: boolean) {
      lose();
      log.warn('there is no live connection', { code: failure.code, ...events.counts });
      phase.set(noHub ? 'not-available' : 'reconnecting', failure);
    },
  };
  const power = createSwitch({
    start(signal, again) {
      phase.set(again ? 'reconnecting' : 'connecting');
      void stayConnected(loopParts, signal);
    },
    onStopped() {
      lose();
      events.updates.clear();
    },
    idle: (why) => phase.set(why),
    hasHub: url !== '',
    account: parts.account,
    subscriptionKey: parts.subscriptionKey,
    onOtherAccount: interest.forget,
  });

  return {
    state: phase.state,
    counts: () => events.counts,
    follow(ids) {
      const isNews = !interest.isTold() || (ids === 'all' && !interest.followsAll());
      owesCatchingUp ||= isNews && line !== undefined;
      interest.follow(ids);
    },
    pause: power.pause,
    check() {
      power.check();
      interest.refresh();
    },
    wake: power.again,
    listBegins() {
      const begun = epoch;
      const ids = new Set<string>();
      events.updates.listBegins();
      const isOver = () => {
        if (reading === own) reading = undefined;
      };
      const own: ListReading = {
        page(units) {
          for (const { id } of units) ids.add(id);
          return events.updates.overlay(units);
        },
        complete() {
          isOver();
          const wasTold = interest.isTold();
          interest.listed(ids);
          const isTold = interest.isTold();
          if (line && isTold !== wasTold) onSubscribed();
          else if (phase.state().phase === 'catching-up' && begun === epoch)
            phase.set(isTold ? 'live' : 'connecting');
        },
        failed() {
          isOver();
          if (line && !interest.isTold()) onSubscribed();
        },
      };
      reading = own;
      // This is the list that `catching-up` requested.
      if (phase.state().phase === 'catching-up' && !interest.isTold()) phase.set('connecting');
      return own;
    },
    close: power.close,
  };
}

/** Reads everything that the hub sends and counts what it drops (R33). */
function createIntake({ clock, onUpdates }: LiveParts) {
  const counts: EventCounts = { received: 0, invalid: 0, unknown: 0 };
  const reader = createEventReader(counts);
  return {
    counts,
    updates: createUpdateBuffer(clock, onUpdates),
    read(event: unknown, wanted: ReadonlySet<string>): UnitUpdate | undefined {
      counts.received += 1;
      const update = reader.read(event, clock.now());
      if (!update || wanted.has(update.id)) return update;
      counts.unknown += 1;
      return undefined;
    },
    onGarbage() {
      counts.received += 1;
      counts.invalid += 1;
    },
  };
}
