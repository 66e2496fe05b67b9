import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { callbackHeaders } from './callback-page.ts';
import { hasOwnHost } from './loopback.ts';
import { isForeignUser } from './peer.ts';

/** A browser that has to be started first may take long. ms */
const longestWait = 60_000;

/** Where the browser is sent. */
export interface PrivateRedirect {
  url: string;
  close(): void;
}

/**
 * Sends the browser to an address without showing it to other users of this computer, who can read the arguments of
 * every program, and with them the state of a sign-in (RFC 8252 §8.1): the program that opens it gets a page of this
 * computer that sends the first visitor on. On Linux a visitor of another user is refused; elsewhere who comes first is
 * sent on, and the person's browser then finds nothing. A private file would not do: browsers in a sandbox (snap,
 * Flatpak) cannot read it, and a desktop may open it with an editor. Ends with the visit, or after a minute. Rejects
 * with the system's error.
 */
export async function servePrivateRedirect(target: string): Promise<PrivateRedirect> {
  const path = `/${randomBytes(32).toString('base64url')}`;
  const server = createServer({ requestTimeout: 10_000, headersTimeout: 10_000 }, (request, response) => {
    const refuse = () => void response.writeHead(404, callbackHeaders).end();
    if (request.method !== 'GET' || request.url !== path || !hasOwnHost(request)) return refuse();
    isForeignUser(request.socket).then((isForeign) => {
      // A visit that came meanwhile has closed it.
      if (isForeign || !server.listening) return refuse();
      response.writeHead(303, { ...callbackHeaders, location: target }).end();
      close();
    }, refuse);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen({ host: '127.0.0.1', port: 0, exclusive: true }, resolve);
  });
  server.unref();
  const timer = setTimeout(close, longestWait).unref();
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}${path}`, close };

  /** An answer that is being sent still arrives: its connection ends by itself (`connection: close`). */
  function close(): void {
    clearTimeout(timer);
    server.close();
  }
}
