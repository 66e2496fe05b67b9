import { connectionId, identityId } from '../core/connection/connection-file.ts';
import { AppError } from '../core/errors.ts';
import { readPolicySources } from '../core/settings/policy-sources.ts';
import type { ChosenConnection } from './known-connections.ts';

/** What the organisation has decided about connections. */
export interface Managed {
  /** Everybody has these. */
  connections: readonly ChosenConnection[];
  /** Throws `managed` when one of its hosts may not be contacted. */
  assertAllowed(chosen: ChosenConnection): void;
  /** The same for an address that something else has named: a provider's description of itself, for instance. */
  assertUrl(url: string): void;
}

/** Where nobody has decided anything. */
export const notManaged: Managed = {
  connections: [],
  assertAllowed: () => undefined,
  assertUrl: () => undefined,
};

/** Loads nothing on a computer that nobody manages. Throws `policy` when it cannot be read or understood. */
export async function readManaged(): Promise<Managed> {
  const sources = await readPolicySources();
  if (sources.length === 0) return notManaged;
  const { createPolicy } = await import('../core/settings/policy.ts');
  const { problem, connections, hosts } = createPolicy(sources);
  if (problem) throw problem;
  return {
    connections: connections.map(({ connection, origin }) => ({
      id: connectionId(connection),
      identityId: identityId(connection),
      connection,
      text: JSON.stringify(connection),
      origin,
    })),
    assertAllowed: ({ connection }) => hosts.assertConnection(connection),
    assertUrl: hosts.assert,
  };
}

/** Throws `managed` for a connection of the organisation. */
export function assertOwn({ connections }: Managed, { id, origin }: ChosenConnection): void {
  if (!connections.some((each) => each.id === id)) return;
  throw new AppError('managed', 'This connection comes from your organisation.', {
    details: { key: 'connections', file: origin },
  });
}
