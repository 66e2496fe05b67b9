import { AppError } from '../core/errors.ts';
import { simulatorIsOff } from '../core/settings/policy-source.ts';
import { readPolicySources } from '../core/settings/policy-sources.ts';
import { type ChosenConnection, chosenFrom } from './known-connections.ts';

/** The organisation's policy for connections. */
export interface Managed {
  /** Connections that every user has. */
  connections: readonly ChosenConnection[];
  /** Throws `managed` if a host of the connection is not allowed. */
  assertAllowed(chosen: ChosenConnection): void;
  /** The same for a single URL that does not come from the connection, for instance from the provider's metadata. */
  assertUrl(url: string): void;
  /** Throws `managed` if the organisation has switched the simulated service off. */
  assertSimulator(): void;
}

const unmanaged: Managed = {
  connections: [],
  assertAllowed: () => undefined,
  assertUrl: () => undefined,
  assertSimulator: () => undefined,
};

/** Loads nothing on a computer without a policy. Throws `policy` if the policy cannot be read or parsed. */
export async function readManaged(): Promise<Managed> {
  const sources = await readPolicySources();
  if (sources.length === 0) return unmanaged;
  const { createPolicy } = await import('../core/settings/policy.ts');
  const { problem, connections, hosts, simulator } = createPolicy(sources);
  if (problem) throw problem;
  return {
    connections: connections.map(({ connection, origin }) =>
      chosenFrom(connection, JSON.stringify(connection), origin),
    ),
    assertAllowed: ({ connection }) => hosts.assertConnection(connection),
    assertUrl: hosts.assert,
    assertSimulator() {
      if (!simulator) throw simulatorIsOff();
    },
  };
}

/** Throws `managed` if the organisation provides the connection. */
export function assertOwn({ connections }: Managed, { id, origin }: ChosenConnection): void {
  if (!connections.some((each) => each.id === id)) return;
  throw new AppError('managed', 'This connection comes from your organisation.', {
    details: { key: 'connections', file: origin },
  });
}
