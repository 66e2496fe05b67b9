import type { AccessToken, PastedCheck, SessionState } from '../../contract.ts';
import type { Connection } from '../connection/connection-file.ts';
import { identityEntries } from '../connection/stored-entries.ts';
import { AppError, toAppError, toFailure } from '../errors.ts';
import type { Browser, Clock, Http, Log } from '../ports.ts';
import type { SealedStore } from '../storage/sealed-store.ts';
import { createAccounts, type KnownAccount } from './accounts.ts';
import { type AttemptProgress, createSignInAttempt } from './attempt.ts';
import { browserSignOutUrl, leaveBrowser } from './browser-sign-out.ts';
import { cachedAccounts, cachedToken } from './cached-token.ts';
import type { PageLanguage } from './callback-page.ts';
import { createClientSource } from './client-source.ts';
import { signInInteractively } from './interactive.ts';
import type { Grant } from './msal-client.ts';
import { checkPastedToken, pastedEnds, pastedGrant } from './pasted-token.ts';
import { promptFor } from './prompt.ts';
import { createSharedIdentity, type SharedIdentity } from './shared-identity.ts';
import { createTokenCache, type Sections } from './token-cache.ts';
import { createTokenKeeper } from './token-keeper.ts';

export interface SessionParts {
  connection: Connection;
  store: SealedStore;
  http: Http;
  browser: Browser;
  clock: Clock;
  log: Log;
  language: () => PageLanguage;
  /** Of one request, ms. The usual limits unless given. */
  requestTimeout?: number;
  /** Shared with every other session of this identity; one of its own unless given. */
  identity?: SharedIdentity;
  /** Called after every change of `state()`. */
  onChange: () => void;
  /** The provider has ended somebody's sign-in: what else is kept of that person must go, too (R28). */
  onEnded?: () => Promise<void>;
}

/** The people of one connection: who they are, the current one's token, and the way to the next one. */
export interface Session {
  state(): SessionState;
  /** Takes up what the last run left on disk. Never waits for the network. */
  restore(): Promise<void>;
  /**
   * Ends when the attempt ends; a second call joins the first (R17). Who was signed in before stays so, but is not the
   * current account any more. `another` makes the provider ask who it is, whatever its own session says. Throws AppError.
   */
  signIn(options?: { another: boolean }): Promise<void>;
  cancelSignIn(): void;
  /** The address that the browser was sent to, while an attempt waits. */
  signInUrl(): string | undefined;
  checkPasted(text: string): PastedCheck;
  /** Signs in with a token from elsewhere, in memory only and without renewal. Throws `sign-in-refused`. */
  usePasted(text: string): Promise<void>;
  /** Makes another account the current one, with no request of its own. Throws `sign-in-needed` if it is not known. */
  switchAccount(id: string): Promise<void>;
  /**
   * A token with at least 30 s left; another than `rejected`, which the API refused. Throws `sign-in-needed`,
   * `offline`, `provider-unavailable` …
   */
  token(rejected?: string): Promise<AccessToken>;
  /** Signs the current account out and goes on with another one, if there is one. */
  signOut(): Promise<void>;
  /** The computer was asleep, and timers with it: looks at what has run out meanwhile. */
  wake(): void;
  /** Ends the session that the system browser keeps with the provider. Throws `configuration`, `unexpected`. */
  signOutOfBrowser(): Promise<void>;
  /** Ends attempts and timers; what is on disk stays. */
  close(): void;
}

export function createSession(parts: SessionParts): Session {
  const { connection, store, clock, log, onChange } = parts;
  const { protocol, redirectPorts } = connection.identity;
  const entries = identityEntries(connection);
  const { queue, leaving } = parts.identity ?? createSharedIdentity();
  const cache = createTokenCache(store, entries.tokens, log);
  const clients = createClientSource({ ...parts, cache, queue });
  const accounts = createAccounts({
    store,
    entry: entries.currentAccount,
    async erase(accountId) {
      leaving.add(accountId.toLowerCase());
      try {
        // At once, because a renewal may hold the queue up, and the app may be quit meanwhile.
        await cache.eraseAccount(accountId);
        // And in its turn, because that renewal writes back what it knows.
        await queue(() => cache.removeAccount(accountId));
      } finally {
        leaving.delete(accountId.toLowerCase());
      }
    },
  });

  /** By account. In memory only: what is pasted is never on disk. */
  const pasted = new Map<string, Grant>();
  let restored = false;
  let restoring: Promise<void> = Promise.resolve();
  let problem: AppError | undefined;
  let closed = false;

  function report(failure: AppError | undefined): void {
    problem = failure;
    onChange();
  }
  const attempt = createSignInAttempt({ clock, onChange, onFailed: report });

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

  /** Without anybody the way is prepared. */
  function warmUp(): void {
    const ready = accounts.current() && !keeper.current() ? keeper.renew(false) : clients.online();
    ready.catch((error: unknown) => log.info('not ready yet', { code: toAppError(error).code }));
  }

  async function restore(): Promise<void> {
    try {
      const sections = await cache.sections();
      if (sections) {
        // MSAL itself would take its time, and is not needed before there is something to renew.
        await clients.recall();
        const stored = cachedAccounts(sections);
        await accounts.restore(stored.filter(({ accountId }) => !leaving.has(accountId.toLowerCase())));
        takeUp(sections);
      }
    } catch (error) {
      problem = toAppError(error);
    }
    restored = true;
    onChange();
    // Who is signed in is known by now; a new token may take the network.
    if (!closed) warmUp();
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

  async function runAttempt(progress: AttemptProgress, another: boolean): Promise<void> {
    const { signal } = progress;
    const grant = await signInInteractively({
      client: clients.online,
      browser: parts.browser,
      clock,
      log,
      ports: redirectPorts,
      prompt: async () => promptFor(protocol, another || (await store.read(entries.signedOut)) !== undefined),
      language: parts.language(),
      signal,
      onWaiting: progress.waiting,
      onBrowserFailed: progress.browserFailed,
      onCompleting: progress.completing,
      onAbandoned(abandoned) {
        discard(abandoned).catch((error: unknown) =>
          log.warn('what was called off stays on disk', { code: toAppError(error).code }),
        );
      },
    });
    await clients.remember();
    await store.remove(entries.signedOut);
    // Cancelled, or left behind, in the very last moment.
    if (signal.aborted) {
      await discard(grant);
      throw signal.reason;
    }
    keeper.hold(grant);
    accounts.keep(grant);
    await accounts.choose(grant);
  }

  /** What came of a cancelled attempt must go from disk again, unless that person was signed in before. */
  async function discard({ accountId }: KnownAccount): Promise<void> {
    if (!accounts.find(accountId)) await accounts.remove(accountId);
  }

  async function goOnAs(account: KnownAccount | undefined): Promise<void> {
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

  const pastedParts = () => ({ connection, issuer: clients.metadata()?.issuer, now: clock.now() });

  const signOutUrl = () => browserSignOutUrl(connection, clients.metadata(), parts.language());

  return {
    state() {
      const account = accounts.current();
      const ends = keeper.current()?.expiresAt ?? Number.POSITIVE_INFINITY;
      const expiresAt = Number.isFinite(ends) ? ends : null;
      return {
        phase: attempt.phase() ?? (restored ? (account ? 'signed-in' : 'signed-out') : 'restoring'),
        account: account ? { ...summaryOf(account), employee: account.person.employee, expiresAt } : null,
        accounts: accounts.all().map(summaryOf),
        attempt: attempt.times(),
        problem: problem ? toFailure(problem) : null,
        browserSignOut: !account?.pasted && signOutUrl() !== undefined,
      };
    },

    restore() {
      restoring = restore();
      return restoring;
    },

    signIn({ another } = { another: false }) {
      restored = true;
      if (!attempt.phase()) problem = undefined;
      return attempt.start((progress) => runAttempt(progress, another));
    },

    cancelSignIn: attempt.cancel,
    signInUrl: attempt.url,

    checkPasted: (text) => checkPastedToken(text, pastedParts()),

    async usePasted(text) {
      const grant = pastedGrant(text, pastedParts());
      attempt.cancel();
      await restoring;
      restored = true;
      pasted.set(grant.accountId, grant);
      accounts.keep(grant);
      await goOnAs(grant);
    },

    async switchAccount(accountId) {
      await restoring;
      const account = accounts.find(accountId);
      if (!account) throw new AppError('sign-in-needed', 'This account is not signed in any more.');
      attempt.cancel();
      if (account === accounts.current()) return;
      await goOnAs(account);
    },

    async token(rejected) {
      // Who is signed in may only be found out just now.
      if (!restored) await restoring;
      if (closed || !accounts.current()) throw nobodySignedIn();
      const { accessToken, expiresAt, scopes } = await keeper.token(rejected);
      return { accessToken, expiresAt, scopes };
    },

    async signOut() {
      attempt.cancel();
      // Who is signed in may only be found out just now.
      await restoring;
      const account = accounts.current();
      if (!account) return;
      pasted.delete(account.accountId);
      const removed = accounts.remove(account.accountId);
      const goesOn = goOnAs(accounts.all()[0]);
      // Whose they are cannot be told: they are damaged.
      const forgotten = account.pasted ? undefined : store.forgetDiscarded();
      const noted = account.pasted ? undefined : store.write(entries.signedOut, 'yes');
      await Promise.all([removed, goesOn, forgotten, noted]);
    },

    async signOutOfBrowser() {
      try {
        await leaveBrowser(parts.browser, signOutUrl());
      } catch (error) {
        const failure = toAppError(error);
        report(failure);
        throw failure;
      }
    },

    wake() {
      attempt.wake();
      keeper.wake();
    },

    close() {
      closed = true;
      attempt.cancel();
      keeper.drop();
      pasted.clear();
    },
  };
}

function summaryOf({ accountId, person: { name, email }, pasted }: KnownAccount) {
  return { id: accountId, name, email, pasted: pasted === true };
}

function nobodySignedIn(): AppError {
  return new AppError('sign-in-needed', 'Nobody is signed in.');
}
