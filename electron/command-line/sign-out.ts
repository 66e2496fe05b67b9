import type { Context } from './context.ts';
import type { Home } from './home.ts';
import type { ChosenConnection } from './known-connections.ts';
import { accountEntries, openStoredAccounts, selectAccount, signedOutEntry } from './stored-accounts.ts';

/** Signs one account out: the named one, else the current one. Throws `sign-in-needed`, `usage`, `storage`. */
export async function forgetAccount(
  context: Context,
  chosen: ChosenConnection,
  wanted: string | undefined,
): Promise<void> {
  const home = context.home();
  const { identityId } = chosen;
  const stored = openStoredAccounts(home, chosen, context);
  // Takes the lock, because a process that is refreshing would write the account back.
  const forgotten = await home.lock(
    identityId,
    context.signal,
  )(async () => {
    const account = selectAccount(await stored.all(), wanted);
    await stored.remove(account);
    await home.change(async () => {
      home.files.set(signedOutEntry(identityId), 'yes');
      // Quarantined copies of damaged entries may belong to this account (R28).
      home.files.forgetQuarantined();
    });
    home.assertKept();
    return account;
  });
  context.tell(`Signed out ${forgotten.person.email ?? forgotten.id} of "${chosen.connection.name}".`);
}

/**
 * Signs out all accounts, of one connection or of all connections. Does not need the keyring, so that it always works.
 * Throws `storage`.
 */
export async function forgetAll(context: Context, chosen: ChosenConnection | undefined): Promise<void> {
  const home = context.home();
  for (const identityId of chosen ? [chosen.identityId] : storedIdentities(home)) {
    await home.lock(
      identityId,
      context.signal,
    )(async () => {
      for (const name of Object.values(accountEntries(identityId))) await home.store.remove(name);
      await home.change(async () => home.files.set(signedOutEntry(identityId), 'yes'));
    });
  }
  if (!chosen) await forgetKey(home);
  home.assertKept();
  context.tell(
    chosen ? `Nobody is signed in on "${chosen.connection.name}" any more.` : 'Nobody is signed in any more.',
  );
}

/** Without the key nothing that was encrypted here can be decrypted, including quarantined copies. */
async function forgetKey({ files, change }: Home): Promise<void> {
  const useless = files.keys().filter((key) => key === 'key' || key.startsWith('sealed.'));
  await change(async () => {
    for (const key of useless) files.delete(key);
    files.forgetQuarantined();
  });
}

function storedIdentities(home: Home): string[] {
  const kinds = Object.values(accountEntries(''));
  const found = home.files.keys().flatMap((key) => {
    const kind = kinds.find((each) => key.startsWith(`sealed.${each}`));
    return kind === undefined ? [] : [key.slice(`sealed.${kind}`.length)];
  });
  return [...new Set(found)];
}
