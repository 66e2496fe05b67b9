import type { WayPorts } from '../desk/desk-ports.ts';
import { AppError } from '../errors.ts';
import { isLoopback } from './allowed-urls.ts';
import type { Connection } from './connection-file.ts';
import { foreignEndpoints } from './connection-ids.ts';

/** All hosts that a connection would contact, with the port unless it is the default one. */
export function hostsOf(connection: Connection): string[] {
  const { identity, api } = connection;
  const urls = [identity.authority, api.baseUrl, api.hubUrl, ...foreignEndpoints(connection)];
  return urls.filter((url) => url !== '').map((url) => new URL(url).host);
}

/** Decides which hosts may be contacted. */
export interface HostRule {
  /** Throws `managed` naming the host, or the reason why no host is allowed. */
  assert(url: string): void;
  /** The same for all hosts of a connection. */
  assertConnection(connection: Connection): void;
}

/** Whether the rule allows all hosts of a connection. */
export function allows(rule: HostRule, connection: Connection): boolean {
  try {
    rule.assertConnection(connection);
    return true;
  } catch {
    return false;
  }
}

/** The rule without a policy: every host is allowed. */
export const anyHost: HostRule = { assert: () => undefined, assertConnection: () => undefined };

/**
 * Allows these hosts and this computer itself.
 * @param patterns `api.example.com` (any port), `api.example.com:8443`, `*.example.com`; in lower case
 */
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

/** The rule for a policy that cannot be read: what it allows is unknown, so nothing is allowed. */
export function noHost(problem: AppError): HostRule {
  const refuse = (): never => {
    throw problem;
  };
  return { assert: refuse, assertConnection: refuse };
}

/** Makes all network access ask the rule first: no connection file, discovery or redirect bypasses it. */
export function guardWays<T extends Pick<WayPorts, 'http' | 'sockets' | 'browser'>>(
  ways: T,
  rule: HostRule,
): T {
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
  // A URL omits its default port, but a pattern may contain it.
  const withPort = `${hostname}:${port || (/^(http|ws):$/.test(protocol) ? '80' : '443')}`;
  return [hostname, withPort].some((host) =>
    pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : host === pattern,
  );
}
