import type { IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import { hopByHop } from '../http/hop-by-hop.ts';
import { secretHeader } from './clients.ts';

/** Of a client, and not for the API: how it shows who it is, what it is, and where it is. */
const ofClient = [
  'authorization',
  'cookie',
  'cookie2',
  'expect',
  'forwarded',
  'host',
  'user-agent',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
  secretHeader,
];
/** By which some services take another method or path than those that the list of what may be called was asked about. */
const overriding = [
  'x-forwarded-prefix',
  'x-forwarded-uri',
  'x-http-method',
  'x-http-method-override',
  'x-method-override',
  'x-original-method',
  'x-original-uri',
  'x-original-url',
  'x-rewrite-url',
];
/** Of a service, and not for a client: cookies belong to the account. */
const ofService = ['set-cookie', 'set-cookie2'];

/** What `Connection` names is of this connection, too. */
function namedIn(connection: string | undefined): string[] {
  return connection === undefined ? [] : connection.split(',').map((name) => name.trim().toLowerCase());
}

/**
 * Makes the headers of a client's request those of the request to the API: without what is the client's own or that of
 * its connection, with what `own` adds instead, which is the only one of its name.
 * @param reserved further names, in small letters, that clients cannot send
 */
export function createPassedHeaders(reserved: readonly string[]) {
  const dropped = new Set<string>([...hopByHop, ...ofClient, ...overriding, ...reserved]);
  return (headers: IncomingHttpHeaders, own: OutgoingHttpHeaders): OutgoingHttpHeaders => {
    const named = namedIn(headers.connection);
    const passed: OutgoingHttpHeaders = {};
    for (const name in headers) if (!dropped.has(name) && !named.includes(name)) passed[name] = headers[name];
    return Object.assign(passed, own);
  };
}

const notReturned = new Set<string>([...hopByHop, ...ofService]);

/** The headers of a response as the client gets them, each as it came, as Node's `rawHeaders` are. */
export function returnedHeaders({
  rawHeaders,
  headers,
}: Pick<IncomingMessage, 'rawHeaders' | 'headers'>): string[] {
  const named = namedIn(headers.connection);
  const returned: string[] = [];
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const [name = '', value = ''] = [rawHeaders[i], rawHeaders[i + 1]];
    const small = name.toLowerCase();
    if (!notReturned.has(small) && !named.includes(small)) returned.push(name, value);
  }
  return returned;
}
