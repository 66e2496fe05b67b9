import { AppError, toAppError } from '../errors.ts';
import { createAccounts, type SignedInAccount, sameAccount } from './accounts.ts';
import type { ClientSource } from './msal/client-source.ts';
import type { Grant } from './msal/msal-grant.ts';
import { pastedEnds } from './pasted-token.ts';
import type { SessionParts } from './session.ts';
import type { SharedIdentity } from './shared-identity.ts';
import type { StoredAccount, StoredAccounts } from './stored-accounts.ts';
import { createTokenKeeper } from './token-keeper.ts';

interface AccountTokensParts extends Pick<SessionParts, 'clock' | 'log' | 'onEnded'> {
  stored: StoredAccounts;
  clients: ClientSource;
  identity: SharedIdentity;
  /** Called after every change: with the error if a renewal failed, else with undefined. */
  report: (failure: AppError | undefined) => void;
}

/** The accounts of one connection and the current account's token: from disk, from the provider, or pasted. */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: its parts share who is current, and the token in hand
export function createAccountTokens(parts: AccountTokensParts) {
  const { stored, clients, clock, log, report } = parts;
  const { leaving } = parts.identity;
  const accounts = createAccounts({ stored, removeTokens: (accountId) => removeTokens(parts, accountId) });
  /** By account id. */
  const pasted = new Map<string, Grant>();
  let closed = false;
  /** The e-mail address of the account whose sign-in the provider has ended, until the next one. */
  let ended: string | null = null;

  const keeper = createTokenKeeper({
    clock,
    async fetch(force) {
      const account = accounts.current();
      if (!account) throw nobodySignedIn();
      if (account.pasted) throw pastedEnds('The pasted token has ended, or is not accepted any more.');
      return (await clients.online()).silent(account.accountId, force);
    },
    onRenewed(grant) {
      accounts.keep(grant);
      report(undefined);
    },
    async onFailed(failure) {
      log.warn('the token could not be renewed', { code: failure.code });
      const whose = accounts.current();
      if (failure.code !== 'sign-in-needed' || !whose) return report(failure);
      // MSAL leaves a revoked refresh token on disk (R20). No other account takes over unasked.
      keeper.clear();
      ended = whose.pasted ? null : whose.person.email;
      pasted.delete(whose.accountId);
      const removed = accounts.remove(whose.accountId);
      report(failure);
      await removed;
      if (!whose.pasted) await parts.onEnded?.();
    },
  });

  /** In the background: fetches a missing token, or else loads the MSAL client. */
  function warmUp(): void {
    if (closed) return;
    const ready = accounts.current() && !keeper.current() ? keeper.renew(false) : clients.online();
    ready.catch((error: unknown) => log.info('not ready yet', { code: toAppError(error).code }));
  }

  /** A token on disk is usable until it expires, even if the provider is unreachable. */
  function takeUp(people: readonly StoredAccount[]): void {
    const account = accounts.current();
    if (!account || keeper.current() || closed) return;
    const { accountId, person } = account;
    const token = people.find((each) => sameAccount(each.accountId, accountId))?.token;
    if (token && token.expiresAt > clock.now()) keeper.hold({ ...token, accountId, person });
  }

  async function goOnAs(account: SignedInAccount | undefined): Promise<void> {
    keeper.clear();
    const held = account && pasted.get(account.accountId);
    if (held) keeper.hold(held);
    const chosen = accounts.choose(account);
    report(undefined);
    // At once: callers that wait for the old account's token get the new account's.
    if (account) warmUp();
    await chosen;
    // A token on disk also works while the provider is unavailable.
    const people = await stored.people().catch(() => []);
    if (accounts.current() === account) takeUp(people);
  }

  return {
    all: accounts.all,
    current: accounts.current,
    find: accounts.find,
    /** When the current token expires, ms since 1970; undefined if there is none. */
    expiresAt: () => keeper.current()?.expiresAt,
    warmUp,
    goOnAs,
    renew: keeper.renew,
    /** Whom the next sign-in is probably for, by e-mail address. */
    expected: () => ended ?? undefined,
    /** To be called after sleep, when the timer stood still. */
    wake: keeper.wake,

    /** Restores accounts and token from disk. Never waits for the network. */
    async restore(): Promise<void> {
      const people = await stored.people();
      if (people.length === 0) return;
      // Only the metadata: MSAL takes time to load and is not needed before a renewal.
      await clients.recall();
      const staying = people.filter(({ accountId }) => !leaving.has(accountId.toLowerCase()));
      await accounts.restore(staying.map(({ accountId, person }) => ({ accountId, person })));
      takeUp(people);
    },

    /** See `Session.token`. */
    async token(rejected?: string): Promise<Grant> {
      if (closed || !accounts.current()) throw nobodySignedIn();
      return keeper.token(rejected);
    },

    /** Adds a new sign-in and makes it the current account. */
    async signedIn(grant: Grant): Promise<void> {
      ended = null;
      keeper.hold(grant);
      accounts.keep(grant);
      await accounts.choose(grant);
    },

    /** Removes the result of a cancelled attempt from disk, unless the account was signed in before. */
    async discard({ accountId }: SignedInAccount): Promise<void> {
      if (!accounts.find(accountId)) await accounts.remove(accountId);
    },

    /** A pasted token is kept in memory only, never on disk. */
    async acceptPasted(grant: Grant): Promise<void> {
      pasted.set(grant.accountId, grant);
      accounts.keep(grant);
      await goOnAs(grant);
    },

    /** Removes the current account and switches to another one, if there is one. */
    async signOut(): Promise<void> {
      const account = accounts.current();
      if (!account) return;
      ended = null;
      pasted.delete(account.accountId);
      const removed = accounts.remove(account.accountId);
      const goesOn = goOnAs(accounts.all()[0]);
      await Promise.all([removed, goesOn, account.pasted ? undefined : stored.noteSignOut()]);
    },

    /** Data on disk stays. */
    close(): void {
      closed = true;
      keeper.clear();
      pasted.clear();
    },
  };
}

async function removeTokens({ stored, identity }: AccountTokensParts, accountId: string): Promise<void> {
  const { queue, leaving } = identity;
  leaving.add(accountId.toLowerCase());
  try {
    // At once, because a renewal may block the queue and the app may quit meanwhile.
    await stored.cache.removeFromDisk(accountId);
    // Again in the queue, because that renewal may write the account back.
    await queue(() => stored.cache.removeAccount(accountId));
  } finally {
    leaving.delete(accountId.toLowerCase());
  }
}

function nobodySignedIn(): AppError {
  return new AppError('sign-in-needed', 'Nobody is signed in.');
}
