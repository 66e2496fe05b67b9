import type { DoctorCheck } from '../../contract/names.ts';
import type { AccessToken } from '../../contract/session.ts';
import type { DoctorResult } from '../../contract/support.ts';
import { abortable } from '../abortable.ts';
import type { WaitAsAsked } from '../api/retry-after.ts';
import type { Connection } from '../connection/connection-file.ts';
import { type AppError, toFailure } from '../errors.ts';
import type { Clock, Http, Sockets } from '../ports.ts';
import { checkApi, checkToken } from './api-checks.ts';
import { checkHub } from './hub-check.ts';
import { checkNames, checkProxy, checkTls, type PeekCertificate } from './network-checks.ts';
import {
  checkClock,
  checkDiscovery,
  checkIssuer,
  checkPolicy,
  checkRedirect,
  type ReadDocument,
} from './provider-checks.ts';

/** The doctor's access to this computer's network. */
export interface DoctorNetwork {
  /** The addresses of a host name; rejects if there are none. */
  lookup: (host: string) => Promise<string[]>;
  /** The proxy for a request to this URL, as `host:port`; undefined for none. */
  proxyFor: (url: string) => Promise<string | undefined>;
  peekCertificate: PeekCertificate;
  /**
   * Whether requests to this URL use credentials for that proxy. Throws `proxy-sign-in` if the proxy requires
   * credentials that are not available. Absent if that cannot be known.
   */
  isSignedInToProxy?: (url: string, address: string) => Promise<boolean>;
}

/** What is examined, and the means to do so. */
export interface Examination {
  connection: Connection;
  network: DoctorNetwork;
  http: Http;
  sockets: Sockets;
  clock: Clock;
  /** Detects a wrong clock behind a failure of the API. */
  explain: (failure: AppError) => AppError;
  /** Waits where the API asks a list to wait (R49); without it nothing waits. */
  wait?: WaitAsAsked;
  /** A token of the current account. Throws `sign-in-needed` if nobody is signed in. */
  token: (rejected?: string) => Promise<AccessToken>;
  subscriptionKey: () => Promise<string | undefined>;
  signal: AbortSignal;
}

/** The result of a step; `outcome` defaults to `passed`. */
export interface Finding {
  outcome?: 'passed' | 'skipped';
  finding: DoctorResult['finding'];
  details?: Record<string, string>;
}

type Step = () => Promise<Finding>;

/**
 * Checks a connection step by step, from the host names to the hub, and yields the result of each step. A step is
 * skipped if one that it depends on has not passed. Throws only when `signal` aborts.
 */
export async function* examine(parts: Examination): AsyncGenerator<DoctorResult> {
  const read: ReadDocument = {};
  const api = checkApi(parts);
  const steps: [check: DoctorCheck, restsOn: DoctorCheck[], step: Step][] = [
    ['names', [], () => checkNames(parts)],
    ['proxy', [], () => checkProxy(parts)],
    ['tls', ['names', 'proxy'], () => checkTls(parts)],
    ['clock', ['names', 'proxy', 'tls'], () => checkClock(parts)],
    ['discovery', ['names', 'proxy', 'tls'], () => checkDiscovery(parts, read)],
    ['policy', ['discovery'], () => checkPolicy(parts, read)],
    ['issuer', ['policy'], () => checkIssuer(parts, read)],
    ['redirect', ['issuer'], () => checkRedirect(parts, read)],
    ['token', [], () => checkToken(parts)],
    ['key', ['proxy', 'token'], api.key],
    ['units', ['proxy', 'token'], api.units],
    ['hub', ['proxy', 'token', 'key'], () => checkHub(parts)],
  ];
  const unusable = new Set<DoctorCheck>();
  for (const [check, restsOn, step] of steps) {
    parts.signal.throwIfAborted();
    const missing = restsOn.find((each) => unusable.has(each));
    // DNS, a proxy script or a keyring may be slow and does not observe the signal.
    const result = await abortable(take(check, missing ? () => skipped(missing) : step), parts.signal);
    parts.signal.throwIfAborted();
    if (result.outcome !== 'passed') unusable.add(check);
    yield result;
  }
}

async function take(check: DoctorCheck, step: Step): Promise<DoctorResult> {
  try {
    const { outcome = 'passed', finding, details = {} } = await step();
    return { check, outcome, finding, details, failure: null };
  } catch (error) {
    return { check, outcome: 'failed', finding: 'failed', details: {}, failure: toFailure(error) };
  }
}

async function skipped(missing: DoctorCheck): Promise<Finding> {
  return { outcome: 'skipped', finding: 'rests-on', details: { check: missing } };
}
