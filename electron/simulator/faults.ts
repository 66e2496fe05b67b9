import { promises as timers } from 'node:timers';
import { type Answer, type Incoming, json, type Reaction } from './http.ts';

/** The endpoint families that can fail. */
type Family = 'discovery' | 'token' | 'api' | 'hub';

/** The faults that can be injected; what is left out or null is no fault. */
export interface Faults {
  /** Answer the OpenID configuration and the signing keys with this status. */
  readonly discoveryStatus?: number | null;
  readonly tokenStatus?: number | null;
  readonly apiStatus?: number | null;
  /** Reject the hub's negotiation and the WebSocket upgrade with this status. */
  readonly hubStatus?: number | null;
  /** Seconds in the Retry-After header of the statuses above. */
  readonly retryAfter?: number | null;
  /** Answer 200 with an HTML page, like a captive portal. */
  readonly tokenHtml?: boolean;
  readonly apiHtml?: boolean;
  /** Accept requests to this family and never respond. */
  readonly hang?: Family | null;
  /** The API answers 401 this many times; true means once, Infinity means until it is changed. */
  readonly rejectAccessTokens?: number | boolean;
  /** The application receives `access_denied`, no matter who is chosen on the sign-in page. */
  readonly denyConsent?: boolean;
  /** Whatever is done on a page of the identity provider, there were too many tries on it already. */
  readonly endPages?: boolean;
  /** The last page breaks off; the count is one too high; each page is a 206; the last page links to the first one. */
  readonly list?: 'breaks-off' | 'miscounts' | 'partial' | 'loops' | null;
  /** Delay of every endpoint that can fail, ms. */
  readonly delayMs?: number;
  /** Destroy the sockets of requests to the API. */
  readonly apiDown?: boolean;
  /** Destroy the hub's sockets on negotiation and upgrade; `hub.disconnect()` closes the existing connections. */
  readonly hubDown?: boolean;
  /** The hub's connections stay open, but nothing is sent on them. */
  readonly hubStalled?: boolean;
  /** The most units that one connection of the hub may subscribe to; a call that goes beyond is rejected. */
  readonly hubLimit?: number | null;
  /** The hub does not implement `UnsubscribeFromDigitalTwinUpdatesAsync`. */
  readonly hubWithoutUnsubscribe?: boolean;
}

export type FaultBoard = ReturnType<typeof createFaultBoard>;

const CAPTIVE_PORTAL: Answer = {
  status: 200,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: '<!doctype html><html lang="en"><title>Guest Wi-Fi</title><h1>Welcome. Accept the terms to go online.</h1></html>',
};

/** Stores and applies the faults. `set` throws a RangeError for an invalid status or number. */
export function createFaultBoard(initial: Faults = {}) {
  let faults: Faults = {};
  const set = (changes: Faults) => {
    faults = checked({ ...faults, ...changes });
  };
  const takeRejection = (): boolean => {
    const left = Number(faults.rejectAccessTokens ?? 0);
    if (left > 0) set({ rejectAccessTokens: left - 1 });
    return left > 0;
  };
  set(initial);
  return {
    current: () => faults,
    set,
    clear: () => {
      faults = {};
    },
    /** Waits for the delay; then what a request of the family gets instead of its answer, or undefined. */
    async strike(family: Family, { gone }: Incoming): Promise<Reaction | undefined> {
      if (faults.delayMs) await timers.setTimeout(faults.delayMs, undefined, { signal: gone });
      const failure = failureOf(family, faults);
      return failure ?? (family === 'api' && takeRejection() ? unauthorized() : undefined);
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
  if ((family === 'api' && faults.apiDown) || (family === 'hub' && faults.hubDown)) return 'disconnect';
  if (faults.hang === family) return 'hang';
  const status = faults[`${family}Status`] ?? null;
  if (status !== null) return statusAnswer(family, status, faults.retryAfter ?? null);
  if ((family === 'token' && faults.tokenHtml) || (family === 'api' && faults.apiHtml)) return CAPTIVE_PORTAL;
  return undefined;
}

function statusAnswer(family: Family, status: number, retryAfter: number | null): Answer {
  const headers: Record<string, string> = retryAfter === null ? {} : { 'retry-after': String(retryAfter) };
  if (family === 'api' || family === 'hub')
    return json(status, { statusCode: status, message: apiMessage(status, retryAfter) }, headers);
  const error = status >= 500 ? 'temporarily_unavailable' : 'invalid_request';
  const sentence = 'The service has encountered an internal error. Please reauthenticate and try again.';
  return json(status, { error, error_description: `AADB2C90085: ${sentence}` }, headers);
}

function apiMessage(status: number, retryAfter: number | null): string {
  if (status === 429) return `Rate limit is exceeded. Try again in ${retryAfter ?? 1} seconds.`;
  return status >= 500 ? 'Internal server error' : 'The request was refused.';
}

function checked(faults: Faults): Faults {
  const { discoveryStatus, tokenStatus, apiStatus, hubStatus } = faults;
  for (const status of [discoveryStatus, tokenStatus, apiStatus, hubStatus]) {
    if (typeof status === 'number' && !(Number.isInteger(status) && status >= 200 && status <= 599))
      throw new RangeError(`A status is a whole number from 200 to 599, not ${status}.`);
  }
  for (const number of [faults.retryAfter, faults.delayMs, faults.hubLimit, faults.rejectAccessTokens])
    if (!(Number(number ?? 0) >= 0)) throw new RangeError(`A fault's number is at least 0, not ${number}.`);
  return faults;
}
