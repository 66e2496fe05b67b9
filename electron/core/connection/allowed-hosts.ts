import { AppError } from '../errors.ts';
import type { Http, Sockets } from '../ports.ts';
import { type Connection, foreignEndpoints, isLoopback } from './connection-file.ts';

/** Every host, with its port where that is not the usual one, that a connection would have us contact. */
export function hostsOf(connection: Connection): string[] {
  const { identity, api } = connection;
  const urls = [identity.authority, api.baseUrl, api.hubUrl, ...foreignEndpoints(connection)];
  return urls.filter((url) => url !== '').map((url) => new URL(url).host);
}

/** Which hosts may be contacted at all. This computer itself always may. */
export interface HostRule {
  /** Throws `managed`, naming the host, or whatever stands in the way of every host. */
  assert(url: string): void;
  /** The same for all the hosts of a connection. */
  assertConnection(connection: Connection): void;
}

/** Whether a connection would be let through. */
export function allows(rule: HostRule, connection: Connection): boolean {
  try {
    rule.assertConnection(connection);
    return true;
  } catch {
    return false;
  }
}

/** Where nobody has decided anything. */
export const anyHost: HostRule = { assert: () => undefined, assertConnection: () => undefined };

/** @param patterns `api.example.com` (any port), `api.example.com:8443`, `*.example.com`; in lower case */
export function onlyHosts(patterns: readonly string[], origin: string): HostRule {
  function assertUrl(url: URL): void {
    if (isLoopback(url) || patterns.some((pattern) => matches(url, pattern))) return;
    const { host } = url;
    throw new AppError('managed', `${host} is none of the hosts that your organisation allows.`, {
      details: { host, file: origin },
    });
  }
  return {
    assert: (url) => assertUrl(new URL(url)),
    assertConnection(connection) {
      for (const host of hostsOf(connection)) assertUrl(new URL(`https://${host}`));
    },
  };
}

/** For a policy that cannot be read: nobody knows what it allows, so nothing is. */
export function noHost(problem: AppError): HostRule {
  const refuse = (): never => {
    throw problem;
  };
  return { assert: refuse, assertConnection: refuse };
}

/** Ways to the outside that first ask the rule: no connection file, discovery or redirect leads around it. */
export function guardWays<
  T extends {
    http: Http;
    sockets: Sockets;
    browser: (url: string, hosts: readonly string[]) => Promise<void>;
  },
>(ways: T, rule: HostRule): T {
  return {
    ...ways,
    async http(url, init) {
      rule.assert(url);
      return ways.http(url, init);
    },
    sockets(url, headers) {
      rule.assert(url);
      return ways.sockets(url, headers);
    },
    async browser(url, hosts) {
      rule.assert(url);
      await ways.browser(url, hosts);
    },
  };
}

function matches({ hostname, port, protocol }: URL, pattern: string): boolean {
  // An address does not say the port that is usual, but a pattern may.
  const withPort = `${hostname}:${port || (/^(http|ws):$/.test(protocol) ? '80' : '443')}`;
  return [hostname, withPort].some((host) =>
    pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : host === pattern,
  );
}
