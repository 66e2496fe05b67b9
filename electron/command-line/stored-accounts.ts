import { sameAccount } from '../core/auth/accounts.ts';
import {
  createStoredAccounts,
  type StoredAccount,
  type StoredAccounts,
} from '../core/auth/stored-accounts.ts';
import { AppError } from '../core/errors.ts';
import type { Context } from './context.ts';
import type { ChosenConnection } from './known-connections.ts';

/** A stored account, and whether it is the one that is used when none is named. */
export interface ListedAccount extends StoredAccount {
  current: boolean;
}

/** The accounts that are signed in on a connection. */
export function openStoredAccounts(context: Context, chosen: ChosenConnection): StoredAccounts {
  return createStoredAccounts({ ...context, ...chosen, store: context.home().store });
}

/** All of them, people first; an only one is current. Throws `storage`, `storage-locked`. */
export async function listAccounts(
  context: Context,
  stored: Pick<StoredAccounts, 'all' | 'chosen'>,
): Promise<ListedAccount[]> {
  const found = await stored.all();
  const last = found.length < 2 ? found[0]?.accountId : await stored.chosen();
  context.home().assertKept();
  return found.map((each) => ({
    ...each,
    current: last !== undefined && sameAccount(each.accountId, last),
  }));
}

/**
 * The account with this id, e-mail address or user name, else the current account. Throws `sign-in-needed`, or `usage`
 * if there are several and none is current.
 */
export function selectAccount(accounts: readonly ListedAccount[], wanted: string | undefined): ListedAccount {
  const names = accounts.map(({ accountId, person }) => person.email ?? accountId).join(', ');
  const found = accounts.filter(({ accountId, person, current }) =>
    wanted === undefined
      ? current
      : [accountId, person.id, person.email ?? ''].some((each) => sameAccount(each, wanted)),
  );
  if (found[0] && found.length === 1) return found[0];
  if (wanted === undefined && accounts.length === 0) throw nobodySignedIn();
  if (wanted === undefined)
    throw new AppError('usage', 'Several accounts are signed in.', {
      hint: `Use --account with one of ${names}.`,
    });
  if (found.length > 1)
    throw new AppError('usage', `Several accounts are meant by "${wanted}".`, {
      hint: `Name one by its id: ${found.map(({ accountId }) => accountId).join(', ')}.`,
    });
  throw new AppError('sign-in-needed', `"${wanted}" is not signed in.`, {
    hint:
      names === '' ? 'Run "max-desk login".' : `Signed in: ${names}. Run "max-desk login" for another one.`,
  });
}

/** `sign-in-needed`, with the ways to sign in. */
export function nobodySignedIn(): AppError {
  return new AppError('sign-in-needed', 'Nobody is signed in.', {
    hint: 'Run "max-desk login", or use --technical-account USER. With the window of MAX Desk: "max-desk agent pair".',
  });
}
