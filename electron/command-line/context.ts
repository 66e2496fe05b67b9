import { watchClock } from '../core/http/clock-skew.ts';
import { type Http, type Log, systemClock } from '../core/ports.ts';
import { environmentProxy } from '../core/proxy/environment-proxy.ts';
import { wholeNumber } from './arguments.ts';
import { type Home, openHome } from './home.ts';
import { assertServersChecked, createTrust } from './http/certificates.ts';
import { createHttpClient } from './http/http-client.ts';
import { createHttpRoutes } from './http/http-routes.ts';
import { type Managed, readManaged } from './managed.ts';
import type { CommonOptions } from './options.ts';
import { type Output, sayLine } from './output.ts';
import type { Signals } from './signals.ts';
import type { LoadSimulator } from './simulator-port.ts';

interface ContextParts {
  options: CommonOptions;
  env: NodeJS.ProcessEnv;
  output: Output;
  signals: Signals;
  loadSimulator: LoadSimulator;
  /** How long the command may take to come to its end after the time limit, ms. */
  closing?: number | undefined;
}

export type Context = ReturnType<typeof createContext>;

/**
 * What every command receives; nothing in it touches the disk or the network before it is used. Throws `usage` for an
 * invalid time limit, `configuration` if the check of certificates is switched off.
 */
export function createContext({ options, env, output, signals, loadSimulator, closing = 200 }: ContextParts) {
  assertServersChecked(env);
  const { interrupted } = signals;
  const note: Log['info'] = (message, detail = {}) => {
    const facts = Object.entries(detail).map(([name, value]) => `${name} ${value}`);
    if (options.verbose) sayLine(facts.length === 0 ? message : `${message} (${facts.join(', ')})`);
  };
  const log: Log = { error: note, warn: note, info: note, debug: () => undefined };
  const trust = createTrust(options.ca);
  const proxyFor = environmentProxy(env);
  const routes = createHttpRoutes(proxyFor);
  const client = trust.around(createHttpClient(routes));
  const { http, explain } = watchClock(noted(client, options, log), systemClock);
  const tell = (text: string) => void (options.quiet || sayLine(text));
  let policy: Promise<Managed> | undefined;
  const managed = () => {
    policy ??= readManaged();
    return policy;
  };
  let opened: Home | undefined;
  const home = (): Home => {
    opened ??= openHome(options.home, env, { log, tell }, managed);
    return opened;
  };
  const limit = wholeNumber('--timeout', options.timeout, 1);
  const endingAfter = (grace: number) =>
    limit === undefined
      ? interrupted
      : AbortSignal.any([interrupted, AbortSignal.timeout(limit * 1000 + grace)]);
  return {
    options,
    env,
    output,
    signals,
    loadSimulator,
    /** Prints a line for the user on standard error, unless --quiet is set. */
    tell,
    /** Aborted by Ctrl-C (the reason is an AppError) or by the time limit (the reason is a TimeoutError). */
    signal: endingAfter(0),
    /** The same, some time after the limit, so that the operation itself can report what it was waiting for, and close what it keeps. */
    overdue: endingAfter(closing),
    clock: systemClock,
    log,
    /** Loads the operating system's certificate authorities (0.1 s) only when no other one vouches for a server. */
    http: allowedOnly(http, managed),
    /** The same for other hosts: neither their clocks count, nor are their paths logged, which may hold a secret. */
    foreignHttp: allowedOnly(client, managed),
    /** Trusts all available authorities, for connections other than HTTP. Throws `configuration`. */
    trustAll: trust.all,
    /** For what is not HTTP; requests use them already. */
    routes,
    proxyFor,
    /** Replaces a failure of the API by a wrong clock if that is the cause. */
    explain,
    /** The organisation's policy; read once. Throws `policy`. */
    managed,
    /** Throws `usage` or `storage` where there is no folder for it, so only what keeps something asks (R47). */
    home,
  };
}

/** Contacts only hosts that the organisation allows: a provider may name hosts that are not in the connection. */
function allowedOnly(http: Http, managed: () => Promise<Managed>): Http {
  return async (url, init) => {
    (await managed()).assertUrl(url);
    return http(url, init);
  };
}

/** Logs every request with --verbose, but never its query, headers or body, which may hold secrets (R29). */
function noted(http: Http, { verbose }: CommonOptions, log: Log): Http {
  if (!verbose) return http;
  return async (url, init) => {
    const { origin, pathname } = new URL(url);
    const began = performance.now();
    const note = (end: string) =>
      log.info(
        `${init.method ?? 'GET'} ${origin}${pathname}: ${end}, ${Math.round(performance.now() - began)} ms`,
      );
    try {
      const response = await http(url, init);
      note(String(response.status));
      return response;
    } catch (error) {
      note('no answer');
      throw error;
    }
  };
}
