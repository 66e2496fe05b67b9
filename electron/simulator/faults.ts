import { promises as timers } from 'node:timers';
import { type Answer, type Handler, json, type Reaction } from './http.ts';

/** The endpoint families that can fail. One guard per family applies the faults to its handler. */
type Family = 'discovery' | 'token' | 'api' | 'hub';

/** The faults that can be injected. */
export interface Faults {
  /** Answer the OpenID configuration and the signing keys with this status; null for no fault. */
  readonly discoveryStatus: number | null;
  readonly tokenStatus: number | null;
  readonly apiStatus: number | null;
  /** Reject the hub's negotiation and the WebSocket upgrade with this status. */
  readonly hubStatus: number | null;
  /** Seconds in the Retry-After header of the statuses above. */
  readonly retryAfter: number | null;
  /** Answer 200 with an HTML page, like a captive portal. */
  readonly tokenHtml: boolean;
  readonly apiHtml: boolean;
  /** Accept requests to this family and never respond. */
  readonly hang: Family | null;
  /** The API answers 401 this many times; true means once, Infinity means until it is changed. */
  readonly rejectAccessTokens: number | boolean;
  /** The application receives `access_denied`, no matter who is chosen on the sign-in page. */
  readonly denyConsent: boolean;
  /** Delay of every guarded endpoint, ms. */
  readonly delayMs: number;
  /** Destroy the sockets of requests to the API. */
  readonly apiDown: boolean;
  /** Destroy the hub's sockets on negotiation and upgrade; `hub.drop()` closes the existing connections. */
  readonly hubDown: boolean;
  /** The hub's connections stay open, but nothing is sent on them. */
  readonly hubStalled: boolean;
  /** The hub does not implement `UnsubscribeFromDigitalTwinUpdatesAsync`. */
  readonly hubWithoutUnsubscribe: boolean;
}

export interface FaultBoard {
  current(): Faults;
  set(changes: Partial<Faults>): void;
  clear(): void;
  /** Wraps a handler so that the faults of its family apply first. */
  guard(family: Family, handler: Handler): Handler;
}

const NO_FAULTS: Faults = {
  discoveryStatus: null,
  tokenStatus: null,
  apiStatus: null,
  hubStatus: null,
  retryAfter: null,
  tokenHtml: false,
  apiHtml: false,
  hang: null,
  rejectAccessTokens: 0,
  denyConsent: false,
  delayMs: 0,
  apiDown: false,
  hubDown: false,
  hubStalled: false,
  hubWithoutUnsubscribe: false,
};

const CAPTIVE_PORTAL: Reaction = {
  status: 200,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: '<!doctype html><html lang="en"><title>Guest Wi-Fi</title><h1>Welcome. Accept the terms to go online.</h1></html>',
};

/** Stores and applies the faults. `set` throws a RangeError for an invalid status or number. */
export function createFaultBoard(initial: Partial<Faults> = {}): FaultBoard {
  let faults = NO_FAULTS;
  const set = (changes: Partial<Faults>) => {
    faults = checked({ ...faults, ...changes });
  };
  const takeRejection = (): boolean => {
    const left = Number(faults.rejectAccessTokens);
    if (left <= 0) return false;
    set({ rejectAccessTokens: left - 1 });
    return true;
  };
  set(initial);
  return {
    current: () => faults,
    set,
    clear: () => {
      faults = NO_FAULTS;
    },
    guard: (family, handler) => async (incoming) => {
      if (faults.delayMs > 0) await timers.setTimeout(faults.delayMs, undefined, { signal: incoming.gone });
      const failure = failureOf(family, faults);
      if (failure !== undefined) return failure;
      return family === 'api' && takeRejection() ? unauthorized() : handler(incoming);
    },
  };
}

/** The API's response to a missing, expired or foreign access token (RFC 6750 section 3). */
export function unauthorized(): Answer {
  return json(
    401,
    { statusCode: 401, message: 'Unauthorized. Access token is missing or invalid.' },
    { 'www-authenticate': 'Bearer error="invalid_token"' },
  );
}

function failureOf(family: Family, faults: Faults): Reaction | undefined {
  if ((family === 'api' && faults.apiDown) || (family === 'hub' && faults.hubDown)) return 'drop';
  if (faults.hang === family) return 'hang';
  const status = faults[`${family}Status`];
  if (status !== null) return statusAnswer(family, status, faults.retryAfter);
  if ((family === 'token' && faults.tokenHtml) || (family === 'api' && faults.apiHtml)) return CAPTIVE_PORTAL;
  return undefined;
}

function statusAnswer(family: Family, status: number, retryAfter: number | null): Reaction {
  const headers: Record<string, string> = retryAfter === null ? {} : { 'retry-after': String(retryAfter) };
  if (family === 'api' || family === 'hub')
    return json(status, { statusCode: status, message: apiMessage(status, retryAfter) }, headers);
  return json(
    status,
    {
      error: status >= 500 ? 'temporarily_unavailable' : 'invalid_request',
      error_description:
        'AADB2C90085: The service has encountered an internal error. Please reauthenticate and try again.',
    },
    headers,
  );
}

function apiMessage(status: number, retryAfter: number | null): string {
  if (status === 429) return `Rate limit is exceeded. Try again in ${retryAfter ?? 1} seconds.`;
  return status >= 500 ? 'Internal server error' : 'The request was refused.';
}

function checked(faults: Faults): Faults {
  for (const status of [faults.discoveryStatus, faults.tokenStatus, faults.apiStatus, faults.hubStatus]) {
    if (status !== null && !(Number.isInteger(status) && status >= 200 && status <= 599)) {
      throw new RangeError(`A status is a whole number from 200 to 599, not ${status}.`);
    }
  }
  for (const number of [faults.retryAfter ?? 0, faults.delayMs, Number(faults.rejectAccessTokens)]) {
    if (!(number >= 0)) throw new RangeError(`A fault's number is at least 0, not ${number}.`);
  }
  return faults;
}
