import type { EventValue } from '../contract/calls.ts';
import type { DeskState } from '../contract/desk.ts';
import type { UnitUpdate } from '../contract/live.ts';
import type { DoctorResult } from '../contract/support.ts';
import type { CachedPage } from '../contract/units.ts';
import { createApiClient } from './api/client.ts';
import { createSession, type Session } from './auth/session.ts';
import { browserHosts, type Connection, connectionId } from './connection/connection-file.ts';
import { subscriptionKeyEntry, unitsEntry, watchedEntry } from './connection/stored-entries.ts';
import type { Shared } from './connections/connection-shares.ts';
import { type ApiConsole, createApiConsole } from './console/api-console.ts';
import type { ConsoleOutlets } from './console/console-runs.ts';
import type { RunPorts, WayPorts } from './desk/desk-ports.ts';
import { type DoctorNetwork, examine } from './doctor/doctor.ts';
import { AppError } from './errors.ts';
import { watchClock } from './http/clock-skew.ts';
import { createLive, type Live, type LiveTiming } from './live/live.ts';
import type { Notifier } from './ports.ts';
import type { SealedStore } from './storage/sealed-store.ts';
import { createUnitRuns, type UnitRuns } from './units/unit-runs.ts';
import { createUnitSnapshot } from './units/unit-snapshot.ts';
import { createUnitWatch, type UnitWatch } from './units/unit-watch.ts';

/** A connection and its origin; `subscriptionKey` is one given at start, which is not stored. */
export interface ConnectionChoice {
  connection: Connection;
  origin: string | null;
  simulated: boolean;
  subscriptionKey?: string | undefined;
}

/** Everything that belongs to one connection: accounts, key, units. Each connection has its own workplace. */
export interface Workplace {
  /** The connection's id. */
  id: string;
  connection: Connection;
  store: SealedStore;
  session: Session;
  units: UnitRuns;
  live: Live;
  watch: UnitWatch;
  console: ApiConsole;
  hasSubscriptionKey(): boolean;
  setSubscriptionKey(key: string): Promise<void>;
  /** A page of the list that an earlier run stored for the current account. Waits until that is known. */
  cachedUnits(from: number): Promise<CachedPage | null>;
  /** Every field of a unit in the current account's list; null when it is not available. */
  unitFields(id: string): Promise<Record<string, unknown> | null>;
  signOut(): Promise<void>;
  /** The doctor's examination, step by step. */
  examine(network: DoctorNetwork, signal: AbortSignal): AsyncGenerator<DoctorResult>;
  /** Reads what is on disk; never waits for the network. */
  restore(): Promise<void>;
  /** To be called after sleep, and when the network is usable again. */
  wake(): void;
  close(): void;
}

/** The window that shows a workplace. */
export interface AudiencePorts {
  notify: Notifier;
  language: () => DeskState['locale'];
  /** What needs the network waits for it. */
  painted: Promise<void>;
  onChange: () => void;
  onPage: (page: EventValue<'unitsPage'>) => void;
  onUpdates: (updates: UnitUpdate[]) => void;
}

export interface WorkplacePorts {
  run: Pick<RunPorts, 'clock' | 'log'>;
  ways: Pick<WayPorts, 'http' | 'sockets' | 'browser'>;
  shared: Shared;
  audience: AudiencePorts;
  outlets: ConsoleOutlets;
  /** Defaults are used for what is missing; `request` is the timeout of one request, ms. */
  timing?: { request?: number; live?: Partial<LiveTiming> };
}

// biome-ignore lint/complexity/noExcessiveLinesPerFunction: a list of what belongs to a connection, in the order in which it is made
export function createWorkplace(choice: ConnectionChoice, ports: WorkplacePorts): Workplace {
  const { connection } = choice;
  const { run, ways, shared, audience, timing = {} } = ports;
  const { store } = shared;
  const { notify, language, painted } = audience;
  const id = connectionId(connection);
  const keyEntry = subscriptionKeyEntry(connection);
  let key = choice.subscriptionKey || undefined;

  const { http, explain } = watchClock(ways.http, run.clock);
  const requestTimeout = timing.request === undefined ? {} : { requestTimeout: timing.request };
  const snapshot = createUnitSnapshot(store, unitsEntry(connection), run.log);
  const session = createSession({
    ...run,
    ...shared,
    ...requestTimeout,
    connection,
    http,
    browser: (url) => ways.browser(url, browserHosts(connection)),
    language,
    painted,
    onEnded: snapshot.remove,
    onChange() {
      live.check();
      void watch.follow(owner());
      apiConsole.follow(owner());
      audience.onChange();
    },
  });
  const owner = () => session.state().account?.id;
  /** Nothing is stored for a pasted token. */
  const ownerOnDisk = () => (session.state().account?.pasted ? undefined : owner());
  const service = {
    connection,
    http,
    explain,
    /** Waits for the first paint: requests to the service, and their libraries, would delay it by about 200 ms. */
    async token(rejected?: string) {
      await painted;
      return session.token(rejected);
    },
  };
  const api = createApiClient({ ...service, ...requestTimeout, subscriptionKey: async () => key });
  const apiConsole = createApiConsole({
    api,
    connection,
    store,
    log: run.log,
    outlets: ports.outlets,
    owner: ownerOnDisk,
  });
  const restored = Promise.withResolvers<void>();
  let listedFor: string | undefined;

  function changed(): void {
    live.check();
    audience.onChange();
  }
  const watch = createUnitWatch({
    ...run,
    store,
    entry: watchedEntry(connection),
    notify,
    language,
    onChange: changed,
  });
  const units = createUnitRuns({
    api,
    path: connection.api.unitsPath,
    clock: run.clock,
    onPage(page) {
      watch.see(page.units);
      audience.onPage(page);
    },
    live: { listBegins: () => live.listBegins() },
    keepFor(signal) {
      listedFor = owner();
      const whose = ownerOnDisk();
      return async (list) => {
        if (whose !== undefined && owner() === whose) await snapshot.write(whose, list, signal);
      };
    },
  });
  const live: Live = createLive({
    ...run,
    ...service,
    sockets: ways.sockets,
    subscriptionKey: () => key,
    account: owner,
    alwaysFollow: () => [...watch.watched()],
    onChange: audience.onChange,
    onUpdates(updates) {
      watch.apply(updates);
      audience.onUpdates(updates);
    },
    timing: timing.live,
  });

  return {
    id,
    connection,
    store,
    session,
    units,
    live,
    watch,
    console: apiConsole,
    hasSubscriptionKey: () => key !== undefined,
    async setSubscriptionKey(value) {
      if (value === '') throw new AppError('api-key-missing', 'The subscription key is empty.');
      key = value;
      changed();
      await store.write(keyEntry, value);
    },
    async cachedUnits(from) {
      await restored.promise;
      const whose = owner();
      const page = whose === undefined ? null : await snapshot.page(whose, from);
      if (page === null || whose === undefined || owner() !== whose) return null;
      return { ...page, owner: { connection: id, account: whose } };
    },
    async unitFields(unit) {
      return owner() !== undefined && owner() === listedFor ? units.fields(unit) : null;
    },
    async signOut() {
      units.clear();
      const whose = owner();
      const kept = whose === undefined ? [] : [watch.forget(whose), apiConsole.forget(whose)];
      // All at once: the session may have to wait for a renewal, and the app may quit meanwhile.
      snapshot.clear();
      await Promise.all([session.signOut(), snapshot.remove(), ...kept]);
    },
    examine: (network, signal) =>
      examine({
        connection,
        network,
        http,
        clock: run.clock,
        token: session.token,
        subscriptionKey: async () => key,
        signal,
      }),
    async restore() {
      try {
        const stored = key ?? (await store.read(keyEntry));
        // A key entered meanwhile takes precedence.
        key ??= stored;
      } finally {
        // A read error is reported but must not block the rest.
        live.check();
        await session.restore();
        const whose = owner();
        if (whose !== undefined) snapshot.prepare(whose);
        restored.resolve();
      }
    },
    wake() {
      session.wake();
      live.wake();
    },
    close() {
      restored.resolve();
      live.close();
      units.clear();
      snapshot.clear();
      watch.close();
      apiConsole.clear();
      session.close();
    },
  };
}
