import type { EventValue } from '../contract/calls.ts';
import type { UnitUpdate } from '../contract/live.ts';
import type { SessionState } from '../contract/session.ts';
import type { DoctorResult } from '../contract/support.ts';
import type { CachedPage } from '../contract/units.ts';
import { createApiClient } from './api/client.ts';
import { createSession, type Session, type SessionParts } from './auth/session.ts';
import { type Connection, connectionId } from './connection/connection-file.ts';
import { subscriptionKeyEntry, unitsEntry, watchedEntry } from './connection/stored-entries.ts';
import { type ApiConsole, createApiConsole } from './console/api-console.ts';
import { type DoctorNetwork, examine } from './doctor/doctor.ts';
import { AppError } from './errors.ts';
import { watchClock } from './http/clock-skew.ts';
import { createLive, type Live, type LiveTiming } from './live/live.ts';
import type { Notifier, Sockets } from './ports.ts';
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
  close(): void;
}

export interface WorkplaceParts extends Omit<SessionParts, 'connection' | 'onEnded'> {
  sockets: Sockets;
  notify: Notifier;
  onPage: (page: EventValue<'unitsPage'>) => void;
  onUpdates: (updates: UnitUpdate[]) => void;
  liveTiming?: Partial<LiveTiming>;
}

// biome-ignore lint/complexity/noExcessiveLinesPerFunction: a list of what belongs to a connection, in the order in which it is made
export function createWorkplace(choice: ConnectionChoice, parts: WorkplaceParts): Workplace {
  const { connection } = choice;
  const id = connectionId(connection);
  const keyEntry = subscriptionKeyEntry(connection);
  let key = choice.subscriptionKey || undefined;

  const { http, explain } = watchClock(parts.http, parts.clock);
  const snapshot = createUnitSnapshot(parts.store, unitsEntry(connection), parts.log);
  const session = createSession({
    ...parts,
    connection,
    http,
    onEnded: snapshot.remove,
    onChange() {
      live.check();
      void watch.follow(owner());
      apiConsole.follow(owner());
      parts.onChange();
    },
  });
  /** Waits for the first paint: requests to the service, and their libraries, would delay it by about 200 ms. */
  const tokenForNews = async (rejected?: string) => {
    await parts.painted;
    return session.token(rejected);
  };
  const api = createApiClient({
    ...parts,
    connection,
    http,
    explain,
    token: tokenForNews,
    subscriptionKey: async () => key,
  });
  const owner = () => session.state().account?.id;
  /** Nothing is stored for a pasted token. */
  const ownerOnDisk = () => (session.state().account?.pasted ? undefined : owner());
  const apiConsole = createApiConsole({ ...parts, api, connection, owner: ownerOnDisk });
  const restored = Promise.withResolvers<void>();
  let listedFor: string | undefined;
  const watch = createUnitWatch({
    ...parts,
    entry: watchedEntry(connection),
    onChange() {
      live.check();
      parts.onChange();
    },
  });
  const units = createUnitRuns({
    api,
    path: connection.api.unitsPath,
    clock: parts.clock,
    onPage(page) {
      watch.see(page.units);
      parts.onPage(page);
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
    ...parts,
    connection,
    http,
    explain,
    token: tokenForNews,
    subscriptionKey: () => key,
    account: owner,
    alwaysFollow: () => [...watch.watched()],
    onUpdates(updates) {
      watch.apply(updates);
      parts.onUpdates(updates);
    },
    timing: parts.liveTiming,
  });

  return {
    id,
    connection,
    store: parts.store,
    session,
    units,
    live,
    watch,
    console: apiConsole,
    hasSubscriptionKey: () => key !== undefined,
    async setSubscriptionKey(value) {
      if (value === '') throw new AppError('api-key-missing', 'The subscription key is empty.');
      key = value;
      live.check();
      parts.onChange();
      await parts.store.write(keyEntry, value);
    },
    async cachedUnits(from) {
      await restored.promise;
      const whose = owner();
      const page = whose === undefined ? null : await snapshot.page(whose, from);
      if (page === null || whose === undefined || owner() !== whose) return null;
      return { ...page, owner: { connection: id, account: whose } };
    },
    async unitFields(id) {
      return owner() !== undefined && owner() === listedFor ? units.fields(id) : null;
    },
    async signOut() {
      units.clear();
      const whose = owner();
      const kept = whose === undefined ? [] : [watch.forget(whose), apiConsole.forgetAccount(whose)];
      // All at once: the session may have to wait for a renewal, and the app may quit meanwhile.
      snapshot.clear();
      await Promise.all([session.signOut(), snapshot.remove(), ...kept]);
    },
    examine: (network, signal) =>
      examine({
        ...network,
        connection,
        http,
        clock: parts.clock,
        token: (rejected) => session.token(rejected),
        subscriptionKey: async () => key,
        signal,
      }),
    async restore() {
      try {
        const stored = key ?? (await parts.store.read(keyEntry));
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
    close() {
      restored.resolve();
      live.close();
      units.clear();
      snapshot.clear();
      watch.close();
      apiConsole.forget();
      session.close();
    },
  };
}

/** The session state while there is no connection. */
export const nobody: SessionState = {
  phase: 'signed-out',
  account: null,
  accounts: [],
  attempt: null,
  problem: null,
  browserSignOut: false,
};
