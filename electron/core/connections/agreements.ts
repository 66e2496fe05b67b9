import { addressesOf } from '../connection/addresses.ts';
import type { Connection } from '../connection/connection-file.ts';
import { connectionId } from '../connection/connection-ids.ts';
import { shortDigest } from '../digest.ts';
import type { SealedStore } from '../storage/sealed-store.ts';

/** The entry of all of them, sealed: the files of the connections are not, because a start must not wait for the keyring. */
const entry = 'agreed-connections';

/**
 * The kept connections whose addresses somebody has agreed to on this computer, each as it stands since then. Whoever can
 * write the files can put another connection in the place of a kept one, or how it was before, but not its agreement.
 * Without a keyring it lasts for this run.
 */
export function createAgreements(secrets: () => Pick<SealedStore, 'read' | 'write' | 'remove'>) {
  /** By connection id. Agreed to in this run, and not sealed yet: the keyring is asked only when somebody signs in (R24). */
  const fresh = new Map<string, string>();
  const stored = async () =>
    new Map(
      ((await secrets().read(entry)) ?? '').split('\n').flatMap((line) => {
        const [id, mark] = line.split(' ');
        return id && mark ? [[id, mark] as const] : [];
      }),
    );

  /** @param mark undefined for none any more */
  async function change(id: string, mark: string | undefined): Promise<void> {
    const marks = await stored();
    if (marks.get(id) === mark) return;
    if (mark === undefined) marks.delete(id);
    else marks.set(id, mark);
    const lines = [...marks].map((line) => line.join(' '));
    if (lines.length > 0) await secrets().write(entry, lines.join('\n'));
    else await secrets().remove(entry);
  }

  return {
    /** Somebody has just agreed. */
    note: (connection: Connection) => void fresh.set(connectionId(connection), markOf(connection)),
    /** Whether somebody has agreed, in this run or before, and to nothing else in its place since. */
    async has(connection: Connection): Promise<boolean> {
      const id = connectionId(connection);
      return (fresh.get(id) ?? (await stored()).get(id)) === markOf(connection);
    },
    /** Seals it, for the next start. */
    keep: (connection: Connection) => change(connectionId(connection), markOf(connection)),
    async remove(connection: Connection): Promise<void> {
      const id = connectionId(connection);
      fresh.delete(id);
      await change(id, undefined);
    },
  };
}

/**
 * Tells apart what decides where a sign-in, a token and a key go, for what application, and under which name somebody knows
 * that: two kept connections whose names were swapped are not those that were agreed to.
 */
function markOf(connection: Connection): string {
  const { name, identity, api } = connection;
  const { clientId, scopes, redirectPorts, authorityMetadata } = identity;
  const decides = [clientId, scopes, redirectPorts, authorityMetadata?.issuer, api.subscriptionKeyHeader];
  return shortDigest(JSON.stringify([name, addressesOf(connection), ...decides]));
}
