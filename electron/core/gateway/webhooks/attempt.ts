import { abortable } from '../../abortable.ts';
import { networkFault, retryAfter } from '../../http/faults.ts';
import { strictInit } from '../../http/streamed-request.ts';
import type { Clock, Http } from '../../ports.ts';
import type { Delivery } from './delivery-queue.ts';
import { webhookSignature } from './signature.ts';

/** How long a receiver may take, ms. */
const patience = 15_000;

/** `seconds`: not before so long; `why` is a status or the code of a failure, without anything that was said. */
export type Outcome =
  | { kind: 'delivered' }
  | { kind: 'gone' }
  | { kind: 'failed'; why: string; seconds: number | undefined };

interface AttemptParts {
  http: Http;
  clock: Clock;
  url: string;
  secret: string;
  signal: AbortSignal;
}

/**
 * Sends a delivery once, signed. Any 2xx is a receipt, 410 asks for no more; redirects are not followed, and nothing that is
 * answered is read. Never rejects.
 */
export async function attempt({ id, body }: Delivery, parts: AttemptParts): Promise<Outcome> {
  const { http, clock, url, secret, signal } = parts;
  const late = new AbortController();
  const cancelTimer = clock.later(patience, () =>
    late.abort(new DOMException('Nothing came in time.', 'TimeoutError')),
  );
  const headers = {
    'content-type': 'application/json',
    'max-desk-delivery': id,
    'max-desk-signature': webhookSignature(secret, body, clock.now()),
  };
  try {
    const ended = AbortSignal.any([signal, late.signal]);
    const response = await abortable(http(url, strictInit({ method: 'POST', headers, body }, ended)), ended);
    void response.body?.cancel().catch(() => undefined);
    const { status } = response;
    if (status >= 200 && status < 300) return { kind: 'delivered' };
    if (status === 410) return { kind: 'gone' };
    return { kind: 'failed', why: String(status), seconds: retryAfter(response.headers, clock.now()) };
  } catch (error) {
    const { code } = networkFault(error, new URL(url).host);
    return { kind: 'failed', why: code === 'captive-portal' ? 'redirect' : code, seconds: undefined };
  } finally {
    cancelTimer();
  }
}
