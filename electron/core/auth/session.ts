import type { AccessToken, PastedCheck, SessionState } from '../../contract/session.ts';
import type { Connection } from '../connection/connection-file.ts';
import { identityEntries } from '../connection/stored-entries.ts';
import { AppError, toAppError, toFailure } from '../errors.ts';
import type { Browser, Clock, Http, Log } from '../ports.ts';
import type { SealedStore } from '../storage/sealed-store.ts';
import { createAccountTokens } from './account-tokens.ts';
import type { SignedInAccount } from './accounts.ts';
import { createClientSource } from './msal/client-source.ts';
import { createTokenCache } from './msal/token-cache.ts';
import { checkPastedToken, pastedGrant } from './pasted-token.ts';
import { createSharedIdentity, type SharedIdentity } from './shared-identity.ts';
import { createSignInAttempt } from './sign-in/attempt.ts';
import { browserSignOutUrl, leaveBrowser } from './sign-in/browser-sign-out.ts';
import type { PageLanguage } from './sign-in/callback-page.ts';
import { signInToSession } from './sign-in/session-sign-in.ts';

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
  /** Until then nothing is made ready that only the network needs: MSAL alone takes 20 to 50 ms to load. At once unless given. */
  painted?: Promise<void> | undefined;
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

// biome-ignore lint/complexity/noExcessiveLinesPerFunction: the list of what a session can do, a few lines each
export function createSession(parts: SessionParts): Session {
  const { connection, store, clock, log, onChange } = parts;
  const identity = parts.identity ?? createSharedIdentity();
  const cache = createTokenCache(store, identityEntries(connection).tokens, log);
  const clients = createClientSource({ ...parts, cache, queue: identity.queue });
  let restored = false;
  let restoring: Promise<void> = Promise.resolve();
  let problem: AppError | undefined;

  function report(failure: AppError | undefined): void {
    problem = failure;
    onChange();
  }
  const attempt = createSignInAttempt({ clock, onChange, onFailed: report });
  const tokens = createAccountTokens({ ...parts, cache, clients, identity, report });

  async function restore(): Promise<void> {
    try {
      await tokens.restore();
    } catch (error) {
      problem = toAppError(error);
    }
    restored = true;
    onChange();
    // Who is signed in is known by now; a new token may take the network.
    void Promise.resolve(parts.painted).then(tokens.warmUp);
  }

  const pastedParts = () => ({ connection, issuer: clients.metadata()?.issuer, now: clock.now() });
  const signOutUrl = () => browserSignOutUrl(connection, clients.metadata(), parts.language());

  return {
    state() {
      const account = tokens.current();
      const ends = tokens.expiresAt() ?? Number.POSITIVE_INFINITY;
      const expiresAt = Number.isFinite(ends) ? ends : null;
      return {
        phase: attempt.phase() ?? (restored ? (account ? 'signed-in' : 'signed-out') : 'restoring'),
        account: account ? { ...summaryOf(account), employee: account.person.employee, expiresAt } : null,
        accounts: tokens.all().map(summaryOf),
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
      return attempt.start((progress) => signInToSession({ ...parts, clients, tokens }, progress, another));
    },

    cancelSignIn: attempt.cancel,
    signInUrl: attempt.url,

    checkPasted: (text) => checkPastedToken(text, pastedParts()),

    async usePasted(text) {
      const grant = pastedGrant(text, pastedParts());
      attempt.cancel();
      await restoring;
      restored = true;
      await tokens.usePasted(grant);
    },

    async switchAccount(accountId) {
      await restoring;
      const account = tokens.find(accountId);
      if (!account) throw new AppError('sign-in-needed', 'This account is not signed in any more.');
      attempt.cancel();
      if (account !== tokens.current()) await tokens.goOnAs(account);
    },

    async token(rejected) {
      // Who is signed in may only be found out just now.
      if (!restored) await restoring;
      const { accessToken, expiresAt, scopes } = await tokens.token(rejected);
      return { accessToken, expiresAt, scopes };
    },

    async signOut() {
      attempt.cancel();
      // Who is signed in may only be found out just now.
      await restoring;
      await tokens.signOut();
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
      tokens.wake();
    },

    close() {
      attempt.cancel();
      tokens.close();
    },
  };
}

function summaryOf({ accountId, person: { name, email }, pasted }: SignedInAccount) {
  return { id: accountId, name, email, pasted: pasted === true };
}
