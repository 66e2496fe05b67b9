import type { Incoming } from './http.ts';

/** The Set-Cookie header of a session; null deletes it. All ports of a host share cookies, so the name has the port. */
export function sessionCookie(port: number, id: string | null): string {
  const life = id === null ? '; Max-Age=0' : '';
  return `${nameFor(port)}=${id ?? ''}; Path=/; HttpOnly; SameSite=Lax${life}`;
}

/** The session id in the browser's cookies, if any. */
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
