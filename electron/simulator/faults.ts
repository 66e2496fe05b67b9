import { promises as timers } from 'node:timers';
import { type Answer, type Handler, json, type Reaction } from './http.ts';

/** The endpoints that can be made to fail; each family has one guard, and nothing else in the simulator knows of faults. */
type Family = 'discovery' | 'token' | 'api' | 'hub';

/** What goes wrong on purpose. */
export interface Faults {
  /** Answer the OpenID configuration and the signing keys with this status; null: do not. */
  readonly discoveryStatus: number | null;
  readonly tokenStatus: number | null;
  readonly apiStatus: number | null;
  /** Refuse the hub's negotiation, and the upgrade, with this status. */
  readonly hubStatus: number | null;
  /** Seconds in the Retry-After of the statuses above. */
  readonly retryAfter: number | null;
  /** 200 with a page, as a captive portal answers. */
  readonly tokenHtml: boolean;
  readonly apiHtml: boolean;
  /** Take the request and never answer. */
  readonly hang: Family | null;
  /** The API answers 401 this many times; true is once, Infinity is until changed. */
  readonly rejectAccessTokens: number | boolean;
  /** Whoever is chosen on the sign-in page, the application gets `access_denied`. */
  readonly denyConsent: boolean;
  /** Milliseconds that every guarded endpoint waits first. */
  readonly delayMs: number;
  /** The API's sockets are destroyed. */
  readonly apiDown: boolean;
  /** The hub's are destroyed while they negotiate or connect; `hub.drop()` ends those that are there. */
  readonly hubDown: boolean;
  /** The hub's connections stay open, and nothing is said on them. */
  readonly hubStalled: boolean;
  /** The hub does not know `UnsubscribeFromDigitalTwinUpdatesAsync`. */
  readonly hubWithoutUnsubscribe: boolean;
}

export interface FaultBoard {
  current(): Faults;
  set(changes: Partial<Faults>): void;
  clear(): void;
  /** Puts the faults of a family in front of its handler. */
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

/** Holds the faults and applies them. `set` throws a RangeError for a status or a number that HTTP cannot carry. */
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

/** The API's answer to a missing, expired or foreign access token (RFC 6750 section 3). */
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
