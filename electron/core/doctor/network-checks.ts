import type { X509Certificate } from 'node:crypto';
import type { Agent } from 'node:http';
import type { Connection } from '../connection/connection-file.ts';
import { AppError, toAppError } from '../errors.ts';
import { requestText } from '../http/bounded-request.ts';
import { networkFault } from '../http/faults.ts';
import type { HttpResponseHeaders } from '../ports.ts';
import type { Examination, Finding } from './doctor.ts';

/** A certificate's issuer and expiry (ISO 8601); undefined if it cannot be read, for instance behind a proxy. */
export type PeekCertificate = (url: string) => Promise<{ issuer: string; until: string } | undefined>;

/** Limits of a check's own request, and of the look at a certificate: ms and bytes. */
export const checkRequest = { timeout: 10_000, limit: 4 * 1024 * 1024 };

/** The servers that the connection names, once per origin. */
function servers({ identity, api }: Connection): URL[] {
  const urls = [identity.authority, api.baseUrl, api.hubUrl.replace(/^ws/, 'http')];
  const found = urls.filter((url) => url !== '').map((url) => new URL(url));
  return [...new Map(found.map((url) => [url.origin, url])).values()];
}

export async function checkNames({ connection, network }: Examination): Promise<Finding> {
  const urls = servers(connection);
  const names = [...new Set(urls.map((url) => url.hostname))].join(', ');
  for (const url of urls) {
    try {
      await network.lookup(url.hostname.replace(/^\[|\]$/g, ''));
    } catch (error) {
      // If a proxy resolves the names, this computer need not be able to.
      const proxy = await network.proxyFor(url.href);
      if (proxy !== undefined) return { finding: 'resolved-by-proxy', details: { host: names, proxy } };
      throw networkFault(error, url.host);
    }
  }
  return { finding: 'resolved', details: { host: names } };
}

/** Which hosts are reached by which proxy: a list of exceptions may hold some of them only. */
export async function checkProxy({ connection, network }: Examination): Promise<Finding> {
  const routes: string[] = [];
  const direct: string[] = [];
  let isSignedIn = false;
  for (const { href, host } of servers(connection)) {
    const proxy = await network.proxyFor(href);
    if (proxy === undefined) {
      direct.push(host);
      continue;
    }
    routes.push(`${host} → ${proxy}`);
    if (await network.isSignedInToProxy?.(href, proxy)) isSignedIn = true;
  }
  if (routes.length === 0) return { finding: 'direct' };
  const details = { routes: routes.join(', '), direct: direct.join(', ') || '–' };
  return { finding: isSignedIn ? 'proxied-signed-in' : 'proxied', details };
}

/** Any response proves the TLS handshake, whatever it says. */
export async function checkTls(parts: Examination): Promise<Finding> {
  const secure = servers(parts.connection).filter((url) => url.protocol === 'https:');
  if (secure.length === 0) return { finding: 'on-this-computer' };
  for (const url of secure) await knock(parts, url.origin).catch((error) => blame(parts, url, error));
  const all = await Promise.all(secure.map((url) => parts.network.peekCertificate(url.origin)));
  const peeked = all.filter((each) => each !== undefined);
  const host = secure.map((url) => url.host).join(', ');
  const issuer = [...new Set(peeked.map((each) => each.issuer))].join(', ') || '–';
  const until = peeked.map((each) => each.until).sort()[0] ?? '–';
  return { finding: 'secure', details: { host, issuer, until } };
}

/** The issuer of an untrusted certificate tells IT whether a proxy inspects TLS. */
async function blame({ network }: Examination, url: URL, error: unknown): Promise<never> {
  const failure = toAppError(error);
  const peeked = failure.code === 'tls' ? await network.peekCertificate(url.origin) : undefined;
  if (!peeked) throw failure;
  const { message, hint, details } = failure;
  const text = `${message} Its certificate was issued by "${peeked.issuer}", until ${peeked.until}.`;
  throw new AppError('tls', text, { cause: error, hint, details: { ...details, ...peeked } });
}

/** Sends a request without any secret and returns the response headers; the content does not matter. */
export async function knock(parts: Examination, url: string): Promise<HttpResponseHeaders | undefined> {
  try {
    return (await requestText(parts.http, url, { ...checkRequest, signal: parts.signal })).headers;
  } catch (error) {
    // A redirect or a long page is a response too.
    const failure = toAppError(error);
    if (failure.code === 'captive-portal' || failure.code === 'api-bad-answer') return undefined;
    throw failure;
  }
}

/** `lookup` with this computer's own resolver. */
export async function systemLookup(host: string): Promise<string[]> {
  const { lookup } = await import('node:dns/promises');
  const found = await lookup(host, { all: true });
  return found.map(({ address }) => address);
}

/**
 * Looks at a server's certificate without validating it: the request itself does that. Nothing secret is sent.
 * @param agentFor how to get there; directly unless given
 */
export function createPeek(agentFor?: (url: string) => Agent): PeekCertificate {
  return async (url) => {
    // Loaded only when needed: every start would wait some ms for it.
    const [https, { TLSSocket }] = await Promise.all([import('node:https'), import('node:tls')]);
    const agent = agentFor?.(url) ?? new https.Agent();
    return new Promise((resolve) => {
      const asked = https.request(url, { method: 'HEAD', agent, rejectUnauthorized: false });
      const settle = (result?: { issuer: string; until: string }) => {
        asked.destroy();
        resolve(result);
      };
      asked.setTimeout(checkRequest.timeout, () => settle());
      asked.on('error', () => settle());
      asked.once('socket', (socket) => {
        if (!(socket instanceof TLSSocket)) return settle();
        // Through a proxy the handshake is over by now. Node takes it out: a second call would give another one or none.
        const certificate = socket.getPeerX509Certificate();
        if (certificate) settle(certificateOf(certificate));
        else socket.once('secureConnect', () => settle(certificateOf(socket.getPeerX509Certificate())));
      });
      asked.end();
    });
  };
}

function certificateOf(certificate: X509Certificate | undefined) {
  if (!certificate) return undefined;
  const { O: organisation, CN: name } = certificate.toLegacyObject().issuer;
  const issuer = String(organisation ?? name ?? '');
  return issuer === '' ? undefined : { issuer, until: certificate.validToDate.toISOString() };
}

/** Where SignalR's first request goes to. */
export function negotiationUrl(hubUrl: string): string {
  return `${hubUrl.replace(/^ws/, 'http').replace(/\/+$/, '')}/negotiate?negotiateVersion=1`;
}
