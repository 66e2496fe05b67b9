/** `electron.protocol`: schemes served by a handler or from a directory. */
import { readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import type { CustomScheme, Protocol, ProtocolRoute, ProtocolSource } from 'electron';
import { host } from './host.ts';
import { loud } from './loud.ts';
import { contentType } from './mime.ts';

type Handler = Parameters<Protocol['handle']>[1];
type Surface = Pick<
  Protocol,
  'registerSchemesAsPrivileged' | 'handle' | 'registerSource' | 'getSource' | 'unhandle' | 'isProtocolHandled'
>;

/** A request failed in a way that Chromium has a name for, `net::ERR_FILE_NOT_FOUND` for instance. */
export class NetError extends Error {
  /** Chromium's number for it. */
  readonly errno: number;
  constructor(name: string, errno: number) {
    super(name);
    this.errno = errno;
  }
}

/** One session's schemes, and the way to answer a request to one of them. */
export interface Schemes {
  api: Surface;
  has(scheme: string): boolean;
  /** Answers a request to a handled scheme; rejects with a NetError when there is no such file. */
  serve(request: Request): Promise<Response>;
}

/** `onChange` is called when a scheme comes or goes. */
export function createSchemes(onChange: () => void): Schemes {
  const handlers = new Map<string, Handler>();
  const sources = new Map<string, ProtocolSource>();
  const has = (scheme: string) => handlers.has(scheme) || sources.has(scheme);
  const register = <T>(map: Map<string, T>, scheme: string, value: T) => {
    if (has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
    map.set(scheme, value);
    onChange();
  };
  const api: Surface = {
    registerSchemesAsPrivileged: registerSchemes,
    handle: (scheme, handler) => register(handlers, scheme, handler),
    registerSource: (scheme, source) => register(sources, scheme, source),
    getSource: (scheme) => sources.get(scheme) ?? null,
    isProtocolHandled: has,
    unhandle: (scheme) => {
      handlers.delete(scheme);
      sources.delete(scheme);
      onChange();
    },
  };
  const serve = async (request: Request): Promise<Response> => {
    const scheme = new URL(request.url).protocol.slice(0, -1);
    const source = sources.get(scheme);
    if (source) return serveSource(source, request);
    const handler = handlers.get(scheme);
    if (!handler) throw new NetError('net::ERR_UNKNOWN_URL_SCHEME', -302);
    return handler(request);
  };
  return { api: loud('protocol', api), has, serve };
}

function registerSchemes(schemes: CustomScheme[]): void {
  if (host.ready)
    throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
  for (const { scheme, privileges } of schemes) {
    if (!privileges?.standard || !privileges.secure) {
      throw new Error(
        `stand-in: the scheme ${scheme} must be standard and secure; others are not implemented`,
      );
    }
    host.schemes.add(scheme);
  }
}

const notFound = () => new NetError('net::ERR_FILE_NOT_FOUND', -6);

async function serveSource({ routes }: ProtocolSource, request: Request): Promise<Response> {
  const url = new URL(request.url);
  const route = routes.filter((each) => matches(each, url)).sort((a, b) => weight(b) - weight(a))[0];
  if (!route || !['GET', 'HEAD'].includes(request.method)) throw notFound();
  const { root, index, headers } = route.source;
  const name = decodeURIComponent(url.pathname.slice((route.match?.path ?? '').length));
  const wanted = path.resolve(
    root,
    `.${path.posix.resolve('/', name)}${url.pathname.endsWith('/') ? `/${index ?? ''}` : ''}`,
  );
  const file = await realpath(wanted).catch(() => '');
  const inside = file.startsWith((await realpath(root)) + path.sep);
  if (!inside || name.includes('\0')) throw notFound();
  const body = await readFile(file).catch(() => {
    throw notFound();
  });
  const all = { 'content-type': contentType(file), ...headers };
  return new Response(request.method === 'HEAD' ? null : body, { headers: all });
}

function matches({ match }: ProtocolRoute, url: URL): boolean {
  return (!match?.host || match.host === url.host) && (!match?.path || url.pathname.startsWith(match.path));
}

/** A route with a host wins over one without, then the longest path. */
function weight({ match }: ProtocolRoute): number {
  return (match?.host ? 1_000_000 : 0) + (match?.path?.length ?? 0);
}
