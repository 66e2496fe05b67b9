import { randomBytes } from 'node:crypto';
import { createApi } from './api.ts';
import { createSignInDesk } from './authorize.ts';
import { connectionFor, PEOPLE, TECHNICAL_PERSON, TENANT_ID } from './directory.ts';
import { createFaultBoard } from './faults.ts';
import { createFleet } from './fleet.ts';
import { createGrants } from './grants.ts';
import { type Handler, listenerFor, text } from './http.ts';
import { createIdentity } from './identity.ts';
import { listenOnLoopback } from './loopback.ts';
import { createSigner } from './signer.ts';
import type { RequestRecord, Simulator, SimulatorOptions } from './types.ts';

export type { Faults } from './faults.ts';
export type { FleetUnit } from './fleet.ts';
export type { ConnectionFile, Person, RequestRecord, Simulator, SimulatorOptions } from './types.ts';

const DEFAULT_UNITS = 1_248;
const DEFAULT_SEED = 1;
const DEFAULT_PAGE_SIZE = 250;
const HOUR_S = 3_600;
const FORTNIGHT_S = 14 * 24 * HOUR_S;

/**
 * Starts an identity provider shaped like Azure AD B2C and a customer API behind its two headers, on loopback, with keys,
 * passwords and a subscription key made for this start. Throws a RangeError for an option out of range, and node's error
 * when the port cannot be had or the certificate is none.
 */
export async function start(options: SimulatorOptions = {}): Promise<Simulator> {
  const { now = Date.now, port = 0, pageSize = DEFAULT_PAGE_SIZE, tls } = options;
  const { accessTokenSeconds = HOUR_S, refreshTokenSeconds = FORTNIGHT_S } = options;
  const fleet = createFleet(options.units ?? DEFAULT_UNITS, options.seed ?? DEFAULT_SEED, now());
  requireWhole({ pageSize, refreshTokenSeconds }, 1);
  requireWhole({ accessTokenSeconds }, 0);
  const faults = createFaultBoard(options.faults);
  const grants = createGrants(now, refreshTokenSeconds);
  const signer = await createSigner();
  const subscriptionKey = randomBytes(16).toString('hex');
  const password = randomBytes(18).toString('base64url');
  const requests: RequestRecord[] = [];
  let forgetSessions = () => {};

  const urlOf = (found: number) => `${tls === undefined ? 'http' : 'https'}://localhost:${found}`;
  const listenerOf = (found: number) => {
    const url = urlOf(found);
    const tokens = {
      signer,
      issuer: `${url}/${TENANT_ID}/v2.0/`,
      now,
      accessTokenSeconds,
      refreshTokenSeconds,
    };
    const desk = createSignInDesk({
      grants,
      now,
      port: found,
      deniesConsent: () => faults.current().denyConsent,
    });
    forgetSessions = desk.forgetSessions;
    const identity = createIdentity({ url, desk, faults, grants, tokens, password });
    const api = faults.guard('api', createApi({ url, fleet, tokens, subscriptionKey, pageSize }));
    return listenerFor(routerOf(identity, api), url, requests, now);
  };
  const listening = await listenOnLoopback(port, listenerOf, tls);
  const url = urlOf(listening.port);
  return {
    url,
    connection: connectionFor(url),
    subscriptionKey,
    people: PEOPLE,
    technicalAccount: { username: TECHNICAL_PERSON.email, password },
    requests,
    setFaults: faults.set,
    clearFaults: faults.clear,
    revoke: (email) => grants.revokeWhere(({ person }) => person.email === email.toLowerCase()),
    revokeAll: () => grants.revokeWhere(() => true),
    forgetSessions: () => forgetSessions(),
    close: listening.close,
  };
}

function routerOf(identity: Handler, api: Handler): Handler {
  return (incoming) => {
    const path = incoming.url.pathname;
    if (path === '/favicon.ico') return { status: 204 };
    if (path === '/') return text(200, 'The MAX Desk simulator is running. Everything it shows is made up.');
    return path.startsWith('/api/') ? api(incoming) : identity(incoming);
  };
}

function requireWhole(options: Readonly<Record<string, number>>, least: number): void {
  for (const [name, value] of Object.entries(options)) {
    if (!Number.isInteger(value) || value < least)
      throw new RangeError(`${name} is a whole number from ${least} on, not ${value}.`);
  }
}
