import type { AppError } from '../errors.ts';
import { sameAccount } from './accounts.ts';
import type { MsalClient } from './msal/msal-client.ts';
import { createSharedTokens, type SharedPorts, type Tokens } from './shared-tokens.ts';
import type { StoredAccounts } from './stored-accounts.ts';

export interface PersonTokensParts extends SharedPorts {
  accountId: string;
  stored: StoredAccounts;
  /** Asked for under the lock only, because it takes time to load. */
  client: () => Promise<MsalClient>;
  /** The failure when the account is not signed in any more. */
  gone: () => AppError;
}

/** The tokens of a person who has signed in through the browser, for one of several processes. */
export function createPersonTokens(parts: PersonTokensParts): Tokens {
  const { accountId, stored, client, gone } = parts;
  const find = async () => (await stored.people()).find((each) => sameAccount(each.accountId, accountId));
  return createSharedTokens(
    {
      async read() {
        const account = await find();
        return account?.token && { ...account.token, accountId: account.accountId, person: account.person };
      },
      async renew() {
        if (!(await find())) throw gone();
        return { ...(await (await client()).silent(accountId, true)), source: 'refresh' };
      },
      async ended(failure) {
        // MSAL leaves a refused refresh token on disk.
        if (await find()) await stored.remove({ accountId, kind: 'person' });
        throw failure;
      },
    },
    parts,
  );
}
