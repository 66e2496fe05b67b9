import { counted } from '../counted.ts';
import { AppError } from '../errors.ts';
import type { Clock, Http, HttpResponse } from '../ports.ts';
import { networkFault } from './faults.ts';

/** A smaller difference explains no failure, and an older comparison is ignored. ms */
export const toleratedSkew = 5 * 60_000;

/** Node's and Chromium's codes for a certificate that is expired, or not yet valid, by this computer's clock. */
const tooLate = new Set(['CERT_HAS_EXPIRED', 'ERR_CERT_DATE_INVALID']);
const tooEarly = new Set(['CERT_NOT_YET_VALID', 'ERR_CERT_DATE_INVALID']);

interface Comparison {
  host: string;
  /** This computer's time, ms since 1970. */
  at: number;
  /** How far this computer is ahead, ms; negative: behind. */
  ahead: number;
}

/** Compares this computer's clock with the `Date` header of every response. */
export function watchClock(http: Http, clock: Clock) {
  let last: Comparison | undefined;

  function compare(url: string, date: string | null): void {
    const theirs = Date.parse(date ?? '');
    const at = clock.now();
    // An unreadable date does not replace the last comparison.
    if (!Number.isNaN(theirs)) last = { host: new URL(url).host, at, ahead: at - theirs };
  }

  /** A comparison is ignored when it is old, or when the clock was set since and has jumped. */
  function skew(): Comparison | undefined {
    if (!last || Math.abs(last.ahead) <= toleratedSkew) return undefined;
    const age = clock.now() - last.at;
    return age >= 0 && age <= toleratedSkew ? last : undefined;
  }

  /** The failure, or `clock` if a wrong clock caused it. */
  function explain(failure: AppError): AppError {
    const found = skew();
    if (!found || !isExplained(failure, found.ahead)) return failure;
    const seconds = Math.round(Math.abs(found.ahead) / 1000);
    const direction = found.ahead > 0 ? 'ahead of' : 'behind';
    return new AppError(
      'clock',
      `The clock of this computer is ${inWords(seconds)} ${direction} that of ${found.host}.`,
      { cause: failure, details: { host: found.host, seconds: String(seconds) } },
    );
  }

  return {
    explain,
    /** The observed HTTP. Rejects with `clock` when a certificate is invalid only because the clock is wrong. */
    async http(url: string, init: RequestInit): Promise<HttpResponse> {
      try {
        const response = await http(url, init);
        compare(url, response.headers.get('date'));
        return response;
      } catch (error) {
        const explained = explain(networkFault(error, new URL(url).host));
        throw explained.code === 'clock' ? explained : error;
      }
    },
  };
}

/** Only failures that depend on the time: a wrong clock does not cause any others. */
function isExplained({ code, details }: AppError, ahead: number): boolean {
  const { reason = '', status } = details;
  if (code === 'tls') return (ahead > 0 ? tooLate : tooEarly).has(reason);
  return code === 'api-refused' && status === '401';
}

/** Rounded as people say it: a little more or less than two hours is two hours. */
function inWords(seconds: number): string {
  const units: [size: number, name: string][] = [
    [86_400, 'day'],
    [3_600, 'hour'],
  ];
  const [size, name] = units.find(([each]) => seconds >= 1.5 * each) ?? [60, 'minute'];
  return counted(Math.round(seconds / size), name);
}
