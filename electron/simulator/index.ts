import { randomBytes } from 'node:crypto';
import { createApi } from './api.ts';
import { createSignInDesk } from './authorize.ts';
import { connectionFor, HUB_PATH, PEOPLE, TECHNICAL_PERSON, TENANT_ID } from './directory.ts';
import { createFaultBoard, type FaultBoard } from './faults.ts';
import { createFleet } from './fleet.ts';
import { createGrants } from './grants.ts';
import { type Handler, listenerFor, text } from './http.ts';
import { createHub } from './hub.ts';
import { createIdentity } from './identity.ts';
import { listenOnLoopback } from './loopback.ts';
import { createLateSigner, type LateSigner } from './signer.ts';
import { createTraffic } from './traffic.ts';
import type { RequestRecord, Simulator, SimulatorOptions } from './types.ts';

export type { Faults } from './faults.ts';
export type { FleetUnit } from './fleet.ts';
export type { TwinEvent } from './traffic.ts';
export type {
  ConnectionFile,
  HubControls,
  Person,
  RequestRecord,
  Simulator,
  SimulatorOptions,
} from './types.ts';

const DEFAULT_UNITS = 1_248;
const DEFAULT_SEED = 1;
const DEFAULT_PAGE_SIZE = 250;
const HOUR_S = 3_600;
const EVENTS_PER_UNIT = 0.1;
const MOST_EVENTS = 1_000_000;
const HUB_KEEP_ALIVE_MS = 15_000;
const FORTNIGHT_S = 14 * 24 * HOUR_S;

/**
 * Starts an identity provider like Azure AD B2C and a customer API behind its two headers, on loopback, with keys,
 * passwords and a subscription key created for this start. Throws a RangeError for an invalid option, and node's error
 * if the port is not available or the certificate is invalid.
 */
export async function start(options: SimulatorOptions = {}): Promise<Simulator> {
  const { port = 0, tls } = options;
  const settings = settingsOf(options);
  const faults = createFaultBoard(options.faults);
  const signer = createLateSigner(options.signingKey);
  const service = createService(settings, faults, signer);
  const urlOf = (found: number) => `${tls === undefined ? 'http' : 'https'}://localhost:${found}`;
  const listening = await listenOnLoopback(port, (found) => service.at(urlOf(found), found), tls);
  const { hub, desk } = listening.listeners;
  const { grants, subscriptionKey, password, requests } = service;
  const url = urlOf(listening.port);
  return {
    url,
    connection: connectionFor(url),
    subscriptionKey,
    people: PEOPLE,
    technicalAccount: { username: TECHNICAL_PERSON.email, password },
    requests,
    hub: hub.controls,
    setFaults: faults.set,
    clearFaults: faults.clear,
    revoke: (email) => grants.revokeWhere(({ person }) => person.email === email.toLowerCase()),
    revokeAll: () => grants.revokeWhere(() => true),
    forgetSessions: desk.forgetSessions,
    close: () => {
      hub.close();
      return listening.close();
    },
  };
}

function createService(settings: Settings, faults: FaultBoard, signer: LateSigner) {
  const { now, units, seed, pageSize, accessTokenSeconds, refreshTokenSeconds, rate, keepAliveMs } = settings;
  const fleet = createFleet(units, seed, now());
  const traffic = createTraffic(fleet, seed, now, rate);
  const grants = createGrants(now, refreshTokenSeconds);
  const subscriptionKey = randomBytes(16).toString('hex');
  const password = randomBytes(18).toString('base64url');
  const requests: RequestRecord[] = [];

  return {
    grants,
    subscriptionKey,
    password,
    requests,
    /** Creates everything that depends on the address. */
    at(url: string, port: number) {
      const issuer = `${url}/${TENANT_ID}/v2.0/`;
      const tokens = { signer, issuer, now, accessTokenSeconds, refreshTokenSeconds };
      const gateway = { url, tokens, subscriptionKey, fleet, traffic };
      const deniesConsent = () => faults.current().denyConsent;
      const desk = createSignInDesk({ grants, now, port, deniesConsent });
      const identity = createIdentity({ url, desk, faults, grants, tokens, password });
      const api = faults.guard('api', createApi({ ...gateway, pageSize }));
      const hub = createHub({ ...gateway, faults, rate, keepAliveMs });
      const request = listenerFor(routerOf(signer, identity, api, hub.negotiate), url, requests, now);
      return { request, upgrade: hub.upgrade, hub, desk };
    },
  };
}

type Settings = ReturnType<typeof settingsOf>;

/** The options with their defaults. Throws a RangeError. */
function settingsOf(options: SimulatorOptions) {
  const { eventsPerSecond } = options;
  const { hubKeepAliveMs: keepAliveMs = HUB_KEEP_ALIVE_MS, pageSize = DEFAULT_PAGE_SIZE } = options;
  const { accessTokenSeconds = HOUR_S, refreshTokenSeconds = FORTNIGHT_S } = options;
  requireWhole({ pageSize, refreshTokenSeconds, hubKeepAliveMs: keepAliveMs }, 1);
  requireWhole({ accessTokenSeconds }, 0);
  if (eventsPerSecond !== undefined && !(eventsPerSecond >= 0 && eventsPerSecond <= MOST_EVENTS))
    throw new RangeError(`eventsPerSecond is a number from 0 to ${MOST_EVENTS}, not ${eventsPerSecond}.`);
  const { now = Date.now, units = DEFAULT_UNITS, seed = DEFAULT_SEED } = options;
  const rate = (subscribed: number) => eventsPerSecond ?? subscribed * EVENTS_PER_UNIT;
  return { now, units, seed, pageSize, accessTokenSeconds, refreshTokenSeconds, rate, keepAliveMs };
}

function routerOf(signer: LateSigner, identity: Handler, api: Handler, negotiate: Handler): Handler {
  return async (incoming) => {
    await signer.ready();
    const path = incoming.url.pathname;
    if (path === '/favicon.ico') return { status: 204 };
    if (path === '/') return text(200, 'The MAX Desk simulator is running. Everything it shows is made up.');
    if (path === `${HUB_PATH}/negotiate`) return negotiate(incoming);
    return path.startsWith('/api/') ? api(incoming) : identity(incoming);
  };
}

function requireWhole(options: Readonly<Record<string, number>>, least: number): void {
  for (const [name, value] of Object.entries(options)) {
    if (!Number.isInteger(value) || value < least)
      throw new RangeError(`${name} is a whole number from ${least} on, not ${value}.`);
  }
}
