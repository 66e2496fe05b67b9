import { identityEntries, ledgerPrefix, subscriptionKeyPrefix } from '../core/connection/stored-entries.ts';
import { sealedKey } from '../core/storage/entry-keys.ts';
import type { Context } from './context.ts';
import type { Home } from './home.ts';
import type { ChosenConnection } from './known-connections.ts';
import { forgetLedgers, ledgerEntries } from './ledger-entries.ts';
import { listAccounts, openStoredAccounts, selectAccount } from './stored-accounts.ts';
import { forgetWebhooks } from './webhook-journals.ts';

/** Signs one account out: the named one, else the current one. Throws `sign-in-needed`, `usage`, `storage`. */
export async function forgetAccount(context: Context, chosen: ChosenConnection, wanted?: string) {
  const home = context.home();
  const stored = openStoredAccounts(context, chosen);
  const locked = home.lock(chosen.identityId, context.signal);
  // Under the lock, because a process that is refreshing would write the account back.
  const { person, accountId } = await locked(async () => {
    const account = selectAccount(await listAccounts(context, stored), wanted);
    await stored.remove(account);
    await stored.noteSignOut();
    forgetWebhooks(home.folder, chosen.id);
    // The tokens of a technical account, which a watch asks for, name it by its id.
    const tokenOwner = account.kind === 'technical' ? account.person.id : account.accountId;
    await forgetLedgers(home, ledgerEntries(chosen.id, tokenOwner));
    home.assertKept();
    return account;
  });
  context.tell(`Signed out ${person.email ?? accountId} of "${chosen.connection.name}".`);
}

/**
 * Signs out all accounts, of one connection or of all connections. Does not need the keyring, so that it always works.
 * Throws `storage`.
 */
export async function forgetAll(context: Context, chosen: ChosenConnection | undefined): Promise<void> {
  const home = context.home();
  for (const identityId of chosen ? [chosen.identityId] : storedIdentities(home)) {
    const { signedOut, ...secrets } = identityEntries(identityId);
    const locked = home.lock(identityId, context.signal);
    await locked(async () => {
      for (const name of Object.values(secrets)) await home.store.remove(name);
      await home.store.write(signedOut, 'yes');
    });
  }
  forgetWebhooks(home.folder, chosen?.id);
  if (chosen) await forgetLedgers(home, ledgerEntries(chosen.id));
  if (!chosen || !keepsAnything(home)) await home.removeSealed();
  home.assertKept();
  context.tell(
    chosen ? `Nobody is signed in on "${chosen.connection.name}" any more.` : 'Nobody is signed in any more.',
  );
  // Where others are still signed in, this takes the keyring; without it the key stays.
  await home.store.renewKey();
}

/** Whether somebody is still signed in, or a key of an API or of a ledger is kept, which other connections may need. */
function keepsAnything(home: Home): boolean {
  const prefixes = [subscriptionKeyPrefix, ledgerPrefix].map(sealedKey);
  const isKey = (key: string) => prefixes.some((prefix) => key.startsWith(prefix));
  return storedIdentities(home).length > 0 || home.files.keys().some(isKey);
}

function storedIdentities({ files }: Home): string[] {
  const prefixes = Object.values(identityEntries('')).map(sealedKey);
  const found = files.keys().flatMap((key) => {
    const prefix = prefixes.find((each) => key.startsWith(each));
    return prefix === undefined ? [] : [key.slice(prefix.length)];
  });
  return [...new Set(found)];
}
