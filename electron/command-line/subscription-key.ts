import { checkedKey } from '../core/api/client.ts';
import { subscriptionKeyEntry } from '../core/connection/stored-entries.ts';
import { AppError } from '../core/errors.ts';
import { sealedKey } from '../core/storage/entry-keys.ts';
import type { Context } from './context.ts';
import type { Home } from './home.ts';
import { readAll, readHiddenLine } from './input.ts';
import { type ChosenConnection, keepConnection } from './known-connections.ts';
import { secretText } from './secret-text.ts';

const variable = 'MAX_DESK_SUBSCRIPTION_KEY';
/** In bytes; the portal's have 32. */
const longest = 4096;

/**
 * The key of the connection's API: from the environment, else the one that `connections key` keeps; undefined for none.
 * Throws `storage`, `storage-locked` if there is one that cannot be decrypted.
 */
export async function subscriptionKeyOf(
  { env, home, log }: Pick<Context, 'env' | 'home' | 'log'>,
  { connection }: ChosenConnection,
): Promise<string | undefined> {
  if (env[variable]) return env[variable];
  const entry = subscriptionKeyEntry(connection);
  const keeper = keeperOf(home, entry, log);
  if (!keeper) return undefined;
  const key = await keeper.store.read(entry);
  if (key === undefined) keeper.assertKept();
  return key;
}

/** The home if it has this entry. A home that cannot be read has none (R47). */
function keeperOf(home: Context['home'], entry: string, log: Context['log']): Home | undefined {
  try {
    const opened = home();
    return opened.files.get(sealedKey(entry)) === undefined ? undefined : opened;
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'storage') throw error;
    log.info('no kept subscription key can be read', { reason: error.message });
    return undefined;
  }
}

/**
 * Keeps the key of the connection's API, encrypted, and the connection: from standard input, typed unseen on a terminal.
 * Throws `usage`, `api-key-refused` for what is no key, `storage`, `storage-locked`.
 */
export async function keepSubscriptionKey(context: Context, chosen: ChosenConnection): Promise<void> {
  const home = context.home();
  // Before anybody types.
  await home.assertUsable();
  const what = 'The subscription key on standard input';
  const given = process.stdin.isTTY
    ? await readHiddenLine(`Subscription key for "${chosen.connection.name}": `, context.signal)
    : await readAll(0, context.signal, { what, limit: longest });
  const key = checkedKey(secretText(given, what, 'Pipe it in: max-desk connections key < FILE'));
  await home.store.write(subscriptionKeyEntry(chosen.connection), key);
  home.assertKept();
  await keepConnection(home, chosen);
  context.tell(`The subscription key for "${chosen.connection.name}" is kept.`);
}

/** Forgets the kept key of the connection's API. Throws `storage`. */
export async function forgetSubscriptionKey(context: Context, { connection }: ChosenConnection) {
  const home = context.home();
  await home.store.remove(subscriptionKeyEntry(connection));
  home.assertKept();
  // A copy from before, put back, does not open. Without the keyring the key stays.
  await home.store.renewKey();
}
