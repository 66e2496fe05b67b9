import { createHmac } from 'node:crypto';
import type { Http, HttpResponse } from '../../electron/core/ports.ts';

export const webhookSecret = 'a-secret-of-thirty-two-bytes-or-so';

/** A delivery as a receiver gets it. */
export interface Received {
  url: string;
  id: string;
  unit: string;
  condition: string;
  before: string;
  source: string;
  /** As it was sent. */
  body: string;
  headers: Record<string, string>;
}

/** What a receiver answers: a status, with headers; `hangs` never does. */
export type Answer = number | 'hangs' | Error | { status: number; headers: Record<string, string> };

/** Whether the signature is that of the body, checked as docs/webhooks.md tells a receiver to. */
export function isSigned(body: string, header: string, secret = webhookSecret): boolean {
  const { t, v1 } = Object.fromEntries(header.split(',').map((part) => part.split('='))) as Record<
    string,
    string
  >;
  return createHmac('sha256', secret).update(`${t}.${body}`).digest('hex') === v1;
}

/** A receiver behind the port for HTTP. @param answer may decide by what is sent, and how many came before */
export function fakeReceiver(
  answer: (received: Received, count: number) => Answer | Promise<Answer> = () => 200,
) {
  const received: Received[] = [];
  const http: Http = async (url, init) => {
    const body = String(init.body);
    const headers = init.headers as Record<string, string>;
    const { id, unit, condition, before, source } = JSON.parse(body) as Record<string, string> & {
      unit: { id: string };
    };
    const own = {
      url,
      id,
      unit: (unit as { id: string }).id,
      condition,
      before,
      source,
      body,
      headers,
    } as Received;
    received.push(own);
    const said = await answer(own, received.length);
    if (said === 'hangs') return aborted(init.signal);
    if (said instanceof Error) throw said;
    return typeof said === 'number' ? response(said, {}) : response(said.status, said.headers);
  };
  return { http, received };
}

function aborted(signal: AbortSignal | null | undefined): Promise<never> {
  return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
}

function response(status: number, headers: Record<string, string>): HttpResponse {
  return { status, headers: new Headers(headers), body: null };
}
