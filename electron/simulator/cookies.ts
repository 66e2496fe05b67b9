import type { Incoming } from './http.ts';

/** The Set-Cookie of a browser session; null ends it. Browsers share cookies between the ports of a host, so the name has the port. */
export function sessionCookie(port: number, id: string | null): string {
  const life = id === null ? '; Max-Age=0' : '';
  return `${nameFor(port)}=${id ?? ''}; Path=/; HttpOnly; SameSite=Lax${life}`;
}

/** The session a browser brings along, if any. */
export function cookieOf(incoming: Incoming, port: number): string | undefined {
  const start = `${nameFor(port)}=`;
  return incoming.headers.cookie
    ?.split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(start))
    ?.slice(start.length);
}

function nameFor(port: number): string {
  return `x-ms-cpim-sso-${port}`;
}
