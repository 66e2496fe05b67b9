import type { Connection } from '../connection/connection-file.ts';
import { identityEntries } from '../connection/stored-entries.ts';
import { AppError, toAppError } from '../errors.ts';
import type { Clock, Log } from '../ports.ts';
import type { SealedStore } from '../storage/sealed-store.ts';
import { type Accounts, createAccounts, type SignedInAccount } from './accounts.ts';
import { cachedAccounts, cachedToken } from './msal/cached-token.ts';
import type { ClientSource } from './msal/client-source.ts';
import type { Grant } from './msal/msal-client.ts';
import type { Sections, TokenCache } from './msal/token-cache.ts';
import { pastedEnds } from './pasted-token.ts';
import type { SharedIdentity } from './shared-identity.ts';
import { createTokenKeeper } from './token-keeper.ts';

export interface AccountTokensParts {
  connection: Connection;
  store: SealedStore;
  cache: TokenCache;
  clients: ClientSource;
  identity: SharedIdentity;
  clock: Clock;
  log: Log;
  /** Called after every change: with why there is no new token, or without anything in the way. */
  report: (failure: AppError | undefined) => void;
  /** The provider has ended somebody's sign-in: what else is kept of that person must go, too (R28). */
  onEnded?: (() => Promise<void>) | undefined;
}

/** Who has signed in on one connection, and the current one's token: from disk, from the provider, or pasted. */
export interface AccountTokens extends Pick<Accounts, 'all' | 'current' | 'find'> {
  /** When the token in hand ends, ms since 1970; undefined where there is none. */
  expiresAt(): number | undefined;
  /** Takes up what the last run left on disk. Never waits for the network. */
  restore(): Promise<void>;
  /** Renews what has to be, in the background; without anybody the way is prepared. */
  warmUp(): void;
  /** As the session's. */
  token(rejected?: string): Promise<Grant>;
  /** Somebody has signed in, and is the current account. */
  signedIn(grant: Grant): Promise<void>;
  /** Takes from disk again what came of an attempt that was called off, unless that person was signed in before. */
  discard(account: SignedInAccount): Promise<void>;
  /** What is pasted is in memory only: nothing of it is ever on disk. */
  usePasted(grant: Grant): Promise<void>;
  goOnAs(account: SignedInAccount): Promise<void>;
  /** Forgets the current account and goes on with another one, if there is one. */
  signOut(): Promise<void>;
  /** The computer was asleep, and the timer with it. */
  wake(): void;
  /** What is on disk stays. */
  close(): void;
}

// biome-ignore lint/complexity/noExcessiveLinesPerFunction: its parts share who is current, and the token in hand
export function createAccountTokens(parts: AccountTokensParts): AccountTokens {
  const { connection, store, cache, clients, clock, log, report } = parts;
  const { leaving } = parts.identity;
  const entries = identityEntries(connection);
  const accounts = createAccounts({
    store,
    entry: entries.currentAccount,
    erase: (accountId) => eraseAccount(parts, accountId),
  });
  /** By account. */
  const pasted = new Map<string, Grant>();
  let closed = false;

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
      // MSAL leaves a revoked refresh token on disk (R20). Nobody else takes over unasked.
      keeper.drop();
      pasted.delete(whose.accountId);
      const removed = accounts.remove(whose.accountId);
      report(failure);
      await removed;
      if (!whose.pasted) await parts.onEnded?.();
    },
  });

  function warmUp(): void {
    if (closed) return;
    const ready = accounts.current() && !keeper.current() ? keeper.renew(false) : clients.online();
    ready.catch((error: unknown) => log.info('not ready yet', { code: toAppError(error).code }));
  }

  /** The token on disk is good to its end, though the provider may be out of reach. */
  function takeUp(sections: Sections): void {
    const account = accounts.current();
    if (!account || keeper.current() || closed) return;
    const cached = cachedToken(sections, account.accountId, connection, clock);
    if (!cached || cached.expiresAt <= clock.now()) return;
    const { accountId, person } = account;
    const { accessToken, expiresAt, scopes } = cached;
    keeper.hold({ accountId, person, accessToken, expiresAt, scopes });
  }

  async function goOnAs(account: SignedInAccount | undefined): Promise<void> {
    keeper.drop();
    const held = account && pasted.get(account.accountId);
    if (held) keeper.hold(held);
    const chosen = accounts.choose(account);
    report(undefined);
    // At once: whoever waits for the last account's token is given the next one's.
    if (account) warmUp();
    await chosen;
    // While the provider is in trouble, what is on disk is good to its end.
    const sections = await cache.sections().catch(() => undefined);
    if (sections && accounts.current() === account) takeUp(sections);
  }

  return {
    all: accounts.all,
    current: accounts.current,
    find: accounts.find,
    expiresAt: () => keeper.current()?.expiresAt,
    warmUp,
    goOnAs,
    wake: keeper.wake,

    async restore() {
      const sections = await cache.sections();
      if (!sections) return;
      // MSAL itself would take its time, and is not needed before there is something to renew.
      await clients.recall();
      const stored = cachedAccounts(sections);
      await accounts.restore(stored.filter(({ accountId }) => !leaving.has(accountId.toLowerCase())));
      takeUp(sections);
    },

    async token(rejected) {
      if (closed || !accounts.current()) throw nobodySignedIn();
      return keeper.token(rejected);
    },

    async signedIn(grant) {
      keeper.hold(grant);
      accounts.keep(grant);
      await accounts.choose(grant);
    },

    async discard({ accountId }) {
      if (!accounts.find(accountId)) await accounts.remove(accountId);
    },

    async usePasted(grant) {
      pasted.set(grant.accountId, grant);
      accounts.keep(grant);
      await goOnAs(grant);
    },

    async signOut() {
      const account = accounts.current();
      if (!account) return;
      pasted.delete(account.accountId);
      const removed = accounts.remove(account.accountId);
      const goesOn = goOnAs(accounts.all()[0]);
      // They are damaged, so nobody can tell whose they are: all of them go.
      const forgotten = account.pasted ? undefined : store.forgetDiscarded();
      const noted = account.pasted ? undefined : store.write(entries.signedOut, 'yes');
      await Promise.all([removed, goesOn, forgotten, noted]);
    },

    close() {
      closed = true;
      keeper.drop();
      pasted.clear();
    },
  };
}

async function eraseAccount({ cache, identity }: AccountTokensParts, accountId: string): Promise<void> {
  const { queue, leaving } = identity;
  leaving.add(accountId.toLowerCase());
  try {
    // At once, because a renewal may hold the queue up, and the app may be quit meanwhile.
    await cache.eraseAccount(accountId);
    // And in its turn, because that renewal writes back what it knows.
    await queue(() => cache.removeAccount(accountId));
  } finally {
    leaving.delete(accountId.toLowerCase());
  }
}

function nobodySignedIn(): AppError {
  return new AppError('sign-in-needed', 'Nobody is signed in.');
}
