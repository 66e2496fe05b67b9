import type { Context } from './context.ts';
import type { Home } from './home.ts';
import type { ChosenConnection } from './known-connections.ts';
import { accountEntries, openStoredAccounts, selectAccount, signedOutEntry } from './stored-accounts.ts';

/** Forgets one account: the one named, else the current one. Throws `sign-in-needed`, `usage`, `storage`. */
export async function forgetAccount(
  context: Context,
  chosen: ChosenConnection,
  wanted: string | undefined,
): Promise<void> {
  const home = context.home();
  const { identityId } = chosen;
  const stored = openStoredAccounts(home, chosen, context);
  // Not while another process refreshes: it would write the account back.
  const forgotten = await home.lock(
    identityId,
    context.signal,
  )(async () => {
    const account = selectAccount(await stored.all(), wanted);
    await stored.remove(account);
    await home.change(async () => {
      home.files.set(signedOutEntry(identityId), 'yes');
      // Copies of what was damaged may be this account's (R28).
      home.files.forgetQuarantined();
    });
    home.assertKept();
    return account;
  });
  context.tell(`Signed out ${forgotten.person.email ?? forgotten.id} of "${chosen.connection.name}".`);
}

/**
 * Forgets everybody, of one connection or of all. Asks neither the keyring nor anything else, so that this always works.
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

/** Without it nothing that was ever encrypted here can be read, not even what was put aside as damaged. */
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
