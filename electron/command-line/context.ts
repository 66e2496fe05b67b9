import { watchClock } from '../core/clock-skew.ts';
import type { AppError } from '../core/errors.ts';
import { type Clock, type Http, type Log, systemClock } from '../core/ports.ts';
import { wholeNumber } from './arguments.ts';
import { type Home, openHome } from './home.ts';
import type { CommonOptions } from './options.ts';
import type { Output } from './output.ts';

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
  /** Loads the certificates of the operating system before its first request, not earlier: that takes 0.1 s. */
  http: Http;
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
  const { http, explain } = watchClock(trustingFetch(options.ca), systemClock);
  const say = (text: string) => void process.stderr.write(`${text}\n`);
  const sayIfAsked = (message: string) => options.verbose && say(message);
  const log: Log = { error: sayIfAsked, warn: sayIfAsked, info: sayIfAsked, debug: () => undefined };
  let home: Home | undefined;
  const limit = wholeNumber('--timeout', options.timeout, 1);
  const endingAfter = (grace: number) =>
    AbortSignal.any([
      interrupted,
      ...(limit === undefined ? [] : [AbortSignal.timeout(limit * 1000 + grace)]),
    ]);
  return {
    options,
    env,
    output,
    tell: (text) => options.quiet || say(text),
    signal: endingAfter(0),
    overdue: endingAfter(200),
    clock: systemClock,
    log,
    http,
    explain,
    home() {
      home ??= openHome(options.home ?? env['MAX_DESK_HOME'], env, log);
      return home;
    },
  };
}

function trustingFetch(ca: string | undefined): Http {
  let trusted: Promise<void> | undefined;
  return async (url, init) => {
    if (ca !== undefined || url.startsWith('https:')) {
      trusted ??= import('./certificates.ts').then(({ trustCertificates }) => trustCertificates(ca));
      await trusted;
    }
    return fetch(url, init);
  };
}
