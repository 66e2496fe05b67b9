import { randomBytes } from 'node:crypto';
import { createApi } from './api/api.ts';
import { createGateway } from './api/gateway.ts';
import { connectionFor } from './connection.ts';
import { createFaultBoard } from './faults.ts';
import { createFleet, type Fleet } from './fleet/fleet.ts';
import { createRecords } from './fleet/records.ts';
import { createTraffic } from './fleet/traffic.ts';
import { type Handler, listenerFor, type RequestRecord, text } from './http.ts';
import { createHub, HUB_PATH } from './hub/hub.ts';
import { PEOPLE, TECHNICAL_PERSON, TENANT_ID } from './identity/directory.ts';
import { createGrants } from './identity/grants.ts';
import { createIdentity } from './identity/provider.ts';
import { createTokens } from './identity/tokens.ts';
import { listenOnLoopback } from './loopback.ts';
import { type SimulatorOptions, settingsOf } from './options.ts';
import { createPlayer } from './replay/player.ts';
import { createRecordedFleet } from './replay/recorded-fleet.ts';
import type { Recording } from './replay/recording.ts';

export type { ConnectionFile } from './connection.ts';
export type { DialectName } from './dialect/dialects.ts';
export type { Faults } from './faults.ts';
export type { FleetUnit } from './fleet/fleet.ts';
export type { TwinEvent } from './fleet/traffic.ts';
export type { SimulatorOptions } from './options.ts';

export type Simulator = Awaited<ReturnType<typeof start>>;

/**
 * Starts an identity provider like Azure AD B2C and a customer API behind its two headers, on loopback, with keys,
 * passwords and a subscription key created for this start. Throws a RangeError for an invalid option, and node's error
 * if the port is not available or the certificate is invalid.
 */
export async function start(options: SimulatorOptions = {}) {
  const settings = settingsOf(options);
  const { now } = settings;
  const faults = createFaultBoard(options.faults);
  const startedAt = now();
  const fleet = fleetOf(settings, startedAt);
  const records = createRecords(settings.seed, startedAt, settings.dialect.ids);
  const traffic = createTraffic(fleet, settings.seed, now, settings.rate);
  const grants = createGrants(now);
  const { port, serve, close } = await listenOnLoopback(settings.port, options.tls);
  const url = `${options.tls === undefined ? 'http' : 'https'}://localhost:${port}`;
  const issuer = `${url}/${TENANT_ID}/v2.0/`;
  const { accessTokenSeconds } = settings;
  const names = new Map<string, string>();
  const { signingKeys } = options;
  const tokens = createTokens({ issuer, now, accessTokenSeconds, signingKeys, names });
  const subscriptionKey = randomBytes(16).toString('hex');
  const password = randomBytes(18).toString('base64url');
  const admit = createGateway({ url, tokens, subscriptionKey });
  const identity = createIdentity({ url, port, issuer, now, faults, grants, tokens, names, password });
  const api = createApi({ ...settings, url, admit, faults, fleet, records, traffic });
  const hub = createHub({ ...settings, admit, faults, fleet, traffic, onSubscribe: () => player?.begin() });
  const player = settings.replay && createPlayer({ ...settings.replay, send: hub.send });
  const requests: RequestRecord[] = [];
  serve(listenerFor(routerOf(identity.handler, api, hub.negotiate), url, requests, now), hub.upgrade);
  return {
    /** `http://localhost:PORT` or `https://…`, without a trailing slash. */
    url,
    connection: connectionFor(url),
    subscriptionKey,
    /** The name of its dialect; a random one has its seed in it. */
    dialect: settings.dialectName,
    people: PEOPLE,
    /** For the password grant only; the password changes with every start. */
    technicalAccount: { username: TECHNICAL_PERSON.email, password },
    /** The latest 1,000 requests, oldest first. */
    requests: requests as readonly RequestRecord[],
    hub: hub.controls,
    /** Changes these faults and keeps all other ones. */
    setFaults: faults.set,
    clearFaults: faults.clear,
    /** Revokes the refresh tokens of an e-mail address, but no access tokens, as in B2C. Returns their number. */
    revoke: (email: string) => grants.revokeWhere(({ person }) => person.email === email.toLowerCase()),
    revokeAll: () => grants.revokeWhere(() => true),
    /** Ends single sign-on: the next sign-in asks again in every browser. */
    clearSessions: identity.clearSessions,
    /** Of a recording: what is in it, and a promise that resolves when it has been played. */
    replay: player && settings.replay && { ...sizeOf(settings.replay.recording), ended: player.ended },
    close: () => {
      player?.stop();
      hub.close();
      return close();
    },
  };
}

function fleetOf({ replay, units, seed, dialect }: ReturnType<typeof settingsOf>, startedAt: number): Fleet {
  if (replay) return createRecordedFleet(replay.recording.units, startedAt);
  return createFleet(units, seed, startedAt, dialect.ids);
}

/** `length` is in ms. */
function sizeOf({ units, changes, length }: Recording) {
  return { units: units.length, changes: changes.length, length };
}

function routerOf(identity: Handler, api: Handler, negotiate: Handler): Handler {
  return async (incoming) => {
    const path = incoming.url.pathname;
    if (path === '/favicon.ico') return { status: 204 };
    if (path === '/') return text(200, 'The MAX Desk simulator is running. Everything it shows is made up.');
    if (path === `${HUB_PATH}/negotiate`) return negotiate(incoming);
    return path.startsWith('/api/') ? api(incoming) : identity(incoming);
  };
}
