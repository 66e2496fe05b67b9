import { abortable } from '../core/abortable.ts';
import type { ClientProof } from '../core/auth/client-credentials.ts';
import { createPersonTokens } from '../core/auth/person-tokens.ts';
import type { Tokens } from '../core/auth/shared-tokens.ts';
import type { StoredAccounts, TechnicalShelf } from '../core/auth/stored-accounts.ts';
import { createMemoryShelf, createTechnicalTokens } from '../core/auth/technical-tokens.ts';
import { AppError } from '../core/errors.ts';
import { createQueue, type Queue } from '../core/queue.ts';
import type { Context } from './context.ts';
import type { ChosenConnection } from './known-connections.ts';
import type { IdentityOptions } from './options.ts';
import { passwordSources, readPassword } from './password.ts';
import { listAccounts, nobodySignedIn, openStoredAccounts, selectAccount } from './stored-accounts.ts';

/**
 * The tokens of `--technical-account` or `--account`, else of the current account. Those of a technical account are
 * kept on disk if it is signed in already, or if `store` says so. Throws `usage`, and as the tokens do.
 */
export async function openTokens(
  context: Context,
  chosen: ChosenConnection,
  options: IdentityOptions & { store?: boolean },
): Promise<Tokens> {
  const username = options['technical-account'];
  if (options['client-credentials']) return serviceTokens(context, chosen, options);
  if (options['client-secret-fd'] !== undefined || options['client-certificate'] !== undefined)
    throw new AppError('usage', '--client-secret-fd and --client-certificate go with --client-credentials.');
  if (username !== undefined && options.account !== undefined)
    throw new AppError('usage', '--technical-account and --account exclude each other.');
  if (username !== undefined) {
    const kept = options.store
      ? openStoredAccounts(context, chosen).technical(username)
      : createMemoryShelf();
    return technicalTokens(context, chosen, username, options, kept);
  }
  const stored = openStoredAccounts(context, chosen);
  const { accountId, kind } = selectAccount(await listAccounts(context, stored), options.account);
  if (kind === 'technical')
    return technicalTokens(context, chosen, accountId, options, stored.technical(accountId));
  return createPersonTokens({
    ...context,
    ...diskPorts(context, chosen),
    accountId,
    stored,
    // Other processes are kept away already, and the lock is not reentrant.
    client: async () => (await clientsOf(context, chosen, stored, createQueue())).online(),
    gone: nobodySignedIn,
  });
}

/** Loaded lazily, as most daemons have a technical account. */
async function serviceTokens(
  context: Context,
  { connection }: ChosenConnection,
  options: IdentityOptions,
): Promise<Tokens> {
  if (options['technical-account'] !== undefined || options.account !== undefined)
    throw new AppError('usage', '--client-credentials goes with no account.');
  const { createServiceTokens, serviceClientOf } = await import('../core/auth/client-credentials.ts');
  const { readClientProof } = await import('./client-proof.ts');
  // Before anything is read or asked.
  serviceClientOf(connection);
  let read: Promise<ClientProof> | undefined;
  const proof = () => {
    // A descriptor can be read only once, and `watch` needs the secret more than once.
    read ??= readClientProof(context, options);
    return read;
  };
  return createServiceTokens({ ...context, connection, proof });
}

function technicalTokens(
  context: Context,
  chosen: ChosenConnection,
  username: string,
  options: IdentityOptions,
  shelf: TechnicalShelf,
): Tokens {
  const { signal, env } = context;
  let read: Promise<string> | undefined;
  async function password(): Promise<string | undefined> {
    if (shelf.lasting && passwordSources(options, env).length === 0) return undefined;
    // Standard input can be read only once, and `watch` needs the password more than once.
    read ??= readPassword(options, env, signal);
    return read;
  }
  return createTechnicalTokens({
    ...context,
    ...(shelf.lasting ? diskPorts(context, chosen) : memoryPorts()),
    connection: chosen.connection,
    username,
    password,
    shelf,
  });
}

/** For what other processes share. */
function diskPorts({ signal, home }: Context, { identityId }: ChosenConnection) {
  const { lock, assertKept } = home();
  const locked: Queue = (task) => abortable(lock(identityId, signal)(task), signal);
  return { lock: locked, assertKept };
}

/** For what only this process has: neither the lock nor the store is loaded. */
function memoryPorts() {
  return { lock: createQueue(), assertKept: () => undefined };
}

/** Loads the MSAL clients of a connection. `queue` must keep other processes out while a client writes. */
export async function clientsOf(
  context: Context,
  chosen: ChosenConnection,
  { cache }: Pick<StoredAccounts, 'cache'>,
  queue: Queue,
) {
  const { createClientSource } = await import('../core/auth/msal/client-source.ts');
  const { store } = context.home();
  return createClientSource({ ...context, connection: chosen.connection, store, cache, queue });
}
