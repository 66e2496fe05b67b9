import type { EventValue } from '../contract/calls.ts';
import type { DeskState } from '../contract/desk.ts';
import type { UnitUpdate } from '../contract/live.ts';
import { createApiClient } from './api/client.ts';
import { userIdIn } from './auth/claims.ts';
import { createSession, type Session } from './auth/session.ts';
import { browserHosts } from './connection/authorities.ts';
import type { Connection } from './connection/connection-file.ts';
import { connectionId } from './connection/connection-ids.ts';
import type { Shared } from './connections/connection-shares.ts';
import { type ApiConsole, createApiConsole } from './console/api-console.ts';
import type { ConsoleOutlets } from './console/console-runs.ts';
import type { RunPorts, WayPorts } from './desk/desk-ports.ts';
import { type DoctorNetwork, examine } from './doctor/doctor.ts';
import type { HubShapeParts } from './doctor/shapes/hub-shape.ts';
import { watchClock } from './http/clock-skew.ts';
import type { LiveTiming } from './live/live.ts';
import type { Notifier } from './ports.ts';
import { createResourceRuns, type ResourceRuns } from './resources/resource-runs.ts';
import { createUnitSamples } from './units/unit-sample.ts';
import { type AccountUnits, createAccountUnits } from './workplace/account-units.ts';
import { createSubscriptionKey } from './workplace/subscription-key.ts';

/** A connection and its origin; `subscriptionKey` is one given at start, which is not stored. */
export interface ConnectionChoice {
  connection: Connection;
  origin: string | null;
  simulated: boolean;
  subscriptionKey?: string | undefined;
}

/** Everything that belongs to one connection: accounts, key, units. Each connection has its own workplace. */
export type Workplace = ReturnType<typeof createWorkplace>;

/** The window that shows a workplace. */
export interface AudiencePorts {
  notify: Notifier;
  language: () => DeskState['locale'];
  /** What needs the network waits for it. */
  painted: Promise<void>;
  onChange: () => void;
  onPage: (page: EventValue<'unitsPage'>) => void;
  onUpdates: (updates: UnitUpdate[]) => void;
  onIncidents: (ended: EventValue<'incidentsEnded'>) => void;
  /** Whether notifications are silent now, but those of entrapments. */
  isQuiet: () => boolean;
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

/** Creates what belongs to a connection, in the order in which one part needs another. */
export function createWorkplace(choice: ConnectionChoice, ports: WorkplacePorts) {
  const { connection } = choice;
  const { run, ways, shared, audience, timing = {} } = ports;
  const { store } = shared;
  const { http, explain } = watchClock(ways.http, run.clock);
  const requestTimeout = timing.request === undefined ? {} : { requestTimeout: timing.request };
  const common = { ...run, ...audience, ...requestTimeout, connection, store, http };
  const key = createSubscriptionKey(connection, store, choice.subscriptionKey, () => {
    units.changed();
  });
  const session = createSession({
    ...common,
    identity: shared.identity,
    browser: (url) => ways.browser(url, browserHosts(connection)),
    async onEnded() {
      await units.list.removeStored();
    },
    onChange() {
      units.follow();
      apiConsole.follow(account());
      resources.follow(account());
      audience.onChange();
    },
  });
  const account = () => session.state().account?.id;
  /** Nothing is stored for a pasted token. */
  const accountOnDisk = () => (session.state().account?.pasted ? undefined : account());
  /** Waits for the first paint: requests to the service, and their libraries, would delay it by about 200 ms. */
  async function token(rejected?: string) {
    await audience.painted;
    return session.token(rejected);
  }
  const subscriptionKey = async () => key.current();
  const service = { ...common, explain, token };
  const api = createApiClient({ ...service, subscriptionKey });
  const userId = async () => userIdIn((await token()).accessToken);
  const { outlets } = ports;
  const apiConsole = createApiConsole({ ...common, api, outlets, owner: accountOnDisk, userId });
  const resources = createResourceRuns({ ...outlets, api, connection, userId });
  const units: AccountUnits = createAccountUnits({
    ...service,
    api,
    account,
    accountOnDisk,
    shelf: shared.ledgers,
    sockets: ways.sockets,
    subscriptionKey: key.current,
    timing: timing.live,
  });
  const samples = createUnitSamples(api, connection.api, account);

  return {
    id: connectionId(connection),
    connection,
    store,
    session,
    subscriptionKey: key,
    units: units.list.runs,
    samples,
    live: units.live,
    watch: units.watch,
    ledger: units.ledger,
    resources: resources.summaries,
    calls: { ...units.calls, ...apiConsole.calls, ...resources.calls },
    ...lifeOf({ key, session, units, samples, apiConsole, resources }),
    ...checksOf({ ...common, explain, token: session.token, subscriptionKey, sockets: ways.sockets }),
  };
}

/** What helps when something is wrong. */
function checksOf(parts: Omit<HubShapeParts, 'signal'>) {
  return {
    /** The doctor's examination, step by step. */
    examine: (network: DoctorNetwork, signal: AbortSignal) => examine({ ...parts, network, signal }),
    /** What the service sends, as a file without values. Throws what the client throws. @param version of MAX Desk */
    async shapes(version: string, signal: AbortSignal): Promise<string> {
      const { recordShapes, shapesText } = await import('./doctor/shapes/shapes.ts');
      return shapesText((await recordShapes({ ...parts, signal }, version)).shapes);
    },
  };
}

interface Parts {
  key: ReturnType<typeof createSubscriptionKey>;
  session: Session;
  units: AccountUnits;
  samples: Pick<ReturnType<typeof createUnitSamples>, 'clear'>;
  apiConsole: ApiConsole;
  resources: ResourceRuns;
}

/** How a workplace begins and ends. */
function lifeOf({ key, session, units, samples, apiConsole, resources }: Parts) {
  return {
    /** Reads what is on disk, unless that may not be used; never waits for the network. */
    async restore(mayTakeUp = true): Promise<void> {
      try {
        if (mayTakeUp) await key.restore();
      } finally {
        // A read error is reported but must not block the rest.
        units.live.check();
        await session.restore(mayTakeUp);
        units.list.prepare();
      }
    },
    async signOut(): Promise<void> {
      const whose = session.state().account?.id;
      resources.clear();
      samples.clear();
      // All at once: the session may have to wait for a renewal, and the app may quit meanwhile.
      await Promise.all([
        units.forget(whose),
        whose === undefined ? undefined : apiConsole.forget(whose),
        session.signOut(),
      ]);
    },
    /** To be called after sleep, and when the network is usable again. */
    wake(): void {
      session.wake();
      units.live.wake();
    },
    /** Resolves when what was taken down is on the disk. */
    close(): Promise<void> {
      const written = units.close();
      samples.clear();
      apiConsole.clear();
      resources.clear();
      session.close();
      return written;
    },
  };
}
