import { AppError } from '../errors.ts';
import { requestText } from '../http/bounded-request.ts';
import { inTrouble } from '../http/faults.ts';
import { providerJson } from '../http/strange-answers.ts';
import { isRecord } from '../json.ts';
import type { Http } from '../ports.ts';
import { referenceOf } from './provider-codes.ts';

/** A JSON answer of a provider, of whatever status below 500 but 429. */
export interface TokenAnswer {
  status: number;
  host: string;
  json: Record<string, unknown>;
  /** A text of it; undefined where it is missing or empty. */
  text(name: string): string | undefined;
  /** The error's code, cleaned, else the status. */
  reference: string;
}

interface ProviderParts {
  http: Http;
  signal?: AbortSignal | undefined;
  /** The error for a 404. Default: the provider does not know its own address. */
  unknown?: (host: string) => AppError;
}

/**
 * Posts a form to a provider's endpoint (RFC 6749 §4). Throws `provider-unavailable`, `captive-portal`, `offline`,
 * `proxy-refused`, `tls`, `cancelled`; an error of OAuth is an answer.
 */
export async function postToProvider(
  { http, signal, unknown = unknownEndpoint }: ProviderParts,
  url: string,
  form: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<TokenAnswer> {
  const { host } = new URL(url);
  const answer = await requestText(http, url, {
    method: 'POST',
    signal,
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json', ...headers },
    body: new URLSearchParams(form).toString(),
  });
  const trouble = inTrouble('provider-unavailable', answer, host);
  if (trouble) throw trouble;
  const body = providerJson(answer, host, unknown);
  const json = isRecord(body) ? body : {};
  // Without zod, which takes longer to load than the provider takes to respond.
  const text = (name: string) => {
    const value = json[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const reference = referenceOf(text('error_description'), text('error'), String(answer.status));
  return { status: answer.status, host, json, text, reference };
}

function unknownEndpoint(host: string): AppError {
  return new AppError('configuration', `${host} does not know its own address for this (404).`, {
    hint: 'Check "identity.authority" and "identity.authorityMetadata" in the connection.',
    details: { host, status: '404', key: 'identity.authority' },
  });
}
