import type { AppError } from '../core/errors.ts';
import { watchClock } from '../core/http/clock-skew.ts';
import { type Clock, type Http, type Log, type PlainHttp, systemClock } from '../core/ports.ts';
import { wholeNumber } from './arguments.ts';
import { createTrust, isUntrusted, type Trust } from './certificates.ts';
import { type Home, openHome } from './home.ts';
import type { CommonOptions } from './options.ts';
import type { Output } from './output.ts';
import { plainHttp } from './plain-http.ts';

/** What every command is given; nothing in it touches the disk or the network before it is used. */
export interface Context {
  options: CommonOptions;
  env: NodeJS.ProcessEnv;
  output: Output;
  /** A line on standard error for whoever watches; not with --quiet. */
  tell(text: string): void;
  /** Aborted by Ctrl-C, with an AppError as its reason, or at the time limit, with a TimeoutError. */
  signal: AbortSignal;
  /** The same, a little after the time limit: by then the one who waited has said what for. */
  overdue: AbortSignal;
  clock: Clock;
  log: Log;
  /** Reads the certificate authorities of the operating system when no others vouch for a server: that takes 0.1 s. */
  http: Http;
  /** The same for anything but HTTP: trusts all that can be trusted. Throws `configuration`. */
  trustAll(): void;
  /** For the one request that a technical account's token takes: starts in a fraction of the time that fetch does. */
  plainHttp: PlainHttp;
  /** Finds a wrong clock behind a refusal of the API. */
  explain(failure: AppError): AppError;
  home(): Home;
}

export interface ContextParts {
  options: CommonOptions;
  env: NodeJS.ProcessEnv;
  output: Output;
  /** Aborted by Ctrl-C. */
  interrupted: AbortSignal;
}

/** Throws `usage` for a time limit that is none. */
export function createContext({ options, env, output, interrupted }: ContextParts): Context {
  const say = (text: string) => void process.stderr.write(`${text}\n`);
  const note: Log['info'] = (message, detail = {}) => {
    const facts = Object.entries(detail).map(([name, value]) => `${name} ${value}`);
    if (options.verbose) say(facts.length === 0 ? message : `${message} (${facts.join(', ')})`);
  };
  const log: Log = { error: note, warn: note, info: note, debug: () => undefined };
  const trust = createTrust(options.ca);
  const { http, explain } = watchClock(noted(trustingFetch(trust), options, log), systemClock);
  const light = watchClock(noted(lightHttp(trust), options, log), systemClock);
  let opened: Home | undefined;
  const home = () => {
    opened ??= openHome(options.home ?? env['MAX_DESK_HOME'], env, log);
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
    tell: (text) => options.quiet || say(text),
    signal: endingAfter(0),
    overdue: endingAfter(200),
    clock: systemClock,
    log,
    http: allowedOnly(http, home),
    trustAll: trust.all,
    plainHttp: allowedOnly(light.http, home),
    explain,
    home,
  };
}

type Requests<A> = (url: string, init: RequestInit) => Promise<A>;

/** Asks only the hosts that the organisation allows: a provider may name others than the connection does. */
function allowedOnly<A>(http: Requests<A>, home: () => Home): Requests<A> {
  return async (url, init) => {
    (await home().managed()).assertUrl(url);
    return http(url, init);
  };
}

/** Tells of every request with --verbose: never a query, a header or a body, which may hold secrets (R29). */
function noted<A extends { status: number }>(
  http: Requests<A>,
  { verbose }: CommonOptions,
  log: Log,
): Requests<A> {
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

function lightHttp(trust: Trust): PlainHttp {
  return (url, init) => plainHttp(url, init, trust);
}

function trustingFetch(trust: Trust): Http {
  return async (url, init) => {
    trust.first();
    try {
      return await fetch(url, init);
    } catch (error) {
      if (!isUntrusted(error)) throw error;
      trust.all();
      return fetch(url, init);
    }
  };
}
