import type { CachedUnits, ConnectionSummary, SessionState } from '../contract.ts';
import { createApiClient } from './api/client.ts';
import { createUnitRuns, type UnitRuns, type UnitRunsParts } from './api/unit-runs.ts';
import { createUnitSnapshot } from './api/unit-snapshot.ts';
import { createUnitWatch, type UnitWatch } from './api/unit-watch.ts';
import { createSession, type Session, type SessionParts } from './auth/session.ts';
import { watchClock } from './clock-skew.ts';
import { apiId, type Connection, identityId } from './connection/connection-file.ts';
import { AppError } from './errors.ts';
import type { Notifier } from './ports.ts';
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
  watch: UnitWatch;
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
  onPage: UnitRunsParts['onPage'];
  notify: Notifier;
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
      void watch.follow(owner());
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
  const watch = createUnitWatch({
    ...parts,
    entry: `watched.${identityId(connection)}.${apiId(connection)}`,
  });
  const units = createUnitRuns({
    api,
    path: connection.api.unitsPath,
    clock: parts.clock,
    onPage(page) {
      watch.see(page.units);
      parts.onPage(page);
    },
    keepFor(signal) {
      const whose = owner();
      return async (list) => {
        if (whose !== undefined && owner() === whose) await snapshot.write(whose, list, signal);
      };
    },
  });

  return {
    connection,
    store: parts.store,
    session,
    units,
    watch,
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
      parts.onChange();
      await parts.store.write(keyEntry, value);
    },
    async cachedUnits() {
      const whose = owner();
      return whose === undefined ? null : snapshot.read(whose);
    },
    async signOut() {
      units.cancel();
      const whose = owner();
      await session.signOut();
      await snapshot.remove();
      if (whose !== undefined) await watch.forget(whose);
    },
    async restore() {
      const stored = key ?? (await parts.store.read(keyEntry));
      // One that was typed in meanwhile goes before.
      key ??= stored;
      await session.restore();
    },
    close() {
      units.cancel();
      watch.close();
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
