import type { CachedUnits, ConnectionSummary, EventValue, SessionState, UnitUpdate } from '../contract.ts';
import { createApiClient } from './api/client.ts';
import { createLive, type Live, type LiveTiming } from './api/live.ts';
import { createUnitRuns, type UnitRuns } from './api/unit-runs.ts';
import { createUnitSnapshot } from './api/unit-snapshot.ts';
import { createSession, type Session, type SessionParts } from './auth/session.ts';
import { watchClock } from './clock-skew.ts';
import { apiId, type Connection, identityId } from './connection/connection-file.ts';
import { AppError } from './errors.ts';
import type { Sockets } from './ports.ts';
import type { SealedStore } from './storage/sealed-store.ts';

/** A connection with where it came from; `subscriptionKey` is one given at start, which is not stored. */
export interface ConnectionChoice {
  connection: Connection;
  origin: string | null;
  simulated: boolean;
  subscriptionKey?: string | undefined;
}

/** Everything that belongs to one connection: who is signed in, the key, the units. Another connection, another one. */
export interface Workplace {
  connection: Connection;
  store: SealedStore;
  session: Session;
  units: UnitRuns;
  live: Live;
  summary: ConnectionSummary;
  hasSubscriptionKey(): boolean;
  setSubscriptionKey(key: string): Promise<void>;
  /** The last list of whoever is signed in, as an earlier run left it. */
  cachedUnits(): Promise<CachedUnits | null>;
  signOut(): Promise<void>;
  /** Reads what is on disk; never waits for the network. */
  restore(): Promise<void>;
  close(): void;
}

export interface WorkplaceParts extends Omit<SessionParts, 'connection'> {
  sockets: Sockets;
  onPage: (page: EventValue<'unitsPage'>) => void;
  onUpdates: (updates: UnitUpdate[]) => void;
  /** Units whose live updates are wanted whatever the window shows. */
  alwaysFollow?: () => readonly string[];
  liveTiming?: Partial<LiveTiming>;
}

export function createWorkplace(choice: ConnectionChoice, parts: WorkplaceParts): Workplace {
  const { connection } = choice;
  const keyEntry = `subscription-key.${apiId(connection)}`;
  let key = choice.subscriptionKey || undefined;

  const { http, explain } = watchClock(parts.http, parts.clock);
  const session = createSession({
    ...parts,
    connection,
    http,
    onChange() {
      live.check();
      parts.onChange();
    },
  });
  const api = createApiClient({
    ...parts,
    connection,
    http,
    explain,
    token: (rejected) => session.token(rejected),
    subscriptionKey: async () => key,
  });
  const snapshot = createUnitSnapshot(
    parts.store,
    `units.${identityId(connection)}.${apiId(connection)}`,
    parts.log,
  );
  const owner = () => session.state().account?.id;
  const units = createUnitRuns({
    api,
    path: connection.api.unitsPath,
    clock: parts.clock,
    onPage: parts.onPage,
    live: { listBegins: () => live.listBegins() },
    keepFor(signal) {
      const whose = owner();
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
    token: (rejected) => session.token(rejected),
    subscriptionKey: () => key,
    account: owner,
    alwaysFollow: parts.alwaysFollow ?? (() => []),
    timing: parts.liveTiming,
  });

  return {
    connection,
    store: parts.store,
    session,
    units,
    live,
    summary: {
      id: `${identityId(connection)}.${apiId(connection)}`,
      color: 'blue',
      name: connection.name,
      simulated: choice.simulated,
      identityHost: new URL(connection.identity.authority).host,
      apiHost: connection.api.baseUrl === '' ? null : new URL(connection.api.baseUrl).host,
      origin: choice.origin,
    },
    hasSubscriptionKey: () => key !== undefined,
    async setSubscriptionKey(value) {
      if (value === '') throw new AppError('api-key-missing', 'The subscription key is empty.');
      key = value;
      live.check();
      parts.onChange();
      await parts.store.write(keyEntry, value);
    },
    async cachedUnits() {
      const whose = owner();
      return whose === undefined ? null : snapshot.read(whose);
    },
    async signOut() {
      units.cancel();
      await session.signOut();
      await snapshot.remove();
    },
    async restore() {
      const stored = key ?? (await parts.store.read(keyEntry));
      // One that was typed in meanwhile goes before.
      key ??= stored;
      live.check();
      await session.restore();
    },
    close() {
      live.close();
      units.cancel();
      session.close();
    },
  };
}

/** What the window is told while there is no connection. */
export const nobody: SessionState = {
  phase: 'signed-out',
  account: null,
  accounts: [],
  attempt: null,
  problem: null,
  browserSignOut: false,
};
