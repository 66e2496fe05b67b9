import { addressesOf } from '../connection/addresses.ts';
import { type Connection, connectionId } from '../connection/connection-file.ts';
import { shortDigest } from '../digest.ts';
import type { SealedStore } from '../storage/sealed-store.ts';

/** The entry of all of them, sealed: the files of the connections are not, because a start must not wait for the keyring. */
const entry = 'agreed-connections';

/**
 * The kept connections whose addresses somebody has agreed to on this computer. Whoever can write the files can put another
 * connection in the place of a kept one, but not its agreement. Without a keyring it lasts for this run.
 */
export function createAgreements(secrets: () => Pick<SealedStore, 'read' | 'write' | 'remove'>) {
  /** Agreed to in this run, and not sealed yet: the keyring is asked only when somebody signs in (R24). */
  const fresh = new Set<string>();
  const all = async () => new Set((await secrets().read(entry))?.split('\n').filter(Boolean));

  async function change(connection: Connection, isAgreed: boolean): Promise<void> {
    const marks = await all();
    const mark = markOf(connection);
    if (marks.has(mark) === isAgreed) return;
    if (isAgreed) marks.add(mark);
    else marks.delete(mark);
    if (marks.size > 0) await secrets().write(entry, [...marks].join('\n'));
    else await secrets().remove(entry);
  }

  return {
    /** Somebody has just agreed. */
    note: (connection: Connection) => void fresh.add(markOf(connection)),
    /** Whether somebody has agreed, in this run or before. */
    async has(connection: Connection): Promise<boolean> {
      const mark = markOf(connection);
      return fresh.has(mark) || (await all()).has(mark);
    },
    /** Seals it, for the next start. */
    keep: (connection: Connection) => change(connection, true),
    async remove(connection: Connection): Promise<void> {
      fresh.delete(markOf(connection));
      await change(connection, false);
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
  return shortDigest(JSON.stringify([connectionId(connection), name, addressesOf(connection), ...decides]));
}
