import type { AccessToken, SessionState } from '../../contract/session.ts';
import { policyAuthority } from '../connection/authorities.ts';
import { identityId } from '../connection/connection-ids.ts';
import { AppError, toAppError, toFailure } from '../errors.ts';
import type { Browser } from '../ports.ts';
import { createAccountTokens } from './account-tokens.ts';
import type { SignedInAccount } from './accounts.ts';
import { type ClientSourceParts, createClientSource } from './msal/client-source.ts';
import type { Grant } from './msal/msal-grant.ts';
import { checkPastedToken, pastedGrant } from './pasted-token.ts';
import { createSharedIdentity, type SharedIdentity } from './shared-identity.ts';
import { createSignInAttempt } from './sign-in/attempt.ts';
import { signInByBrowser } from './sign-in/browser-sign-in.ts';
import { browserSignOutUrl, leaveBrowser } from './sign-in/browser-sign-out.ts';
import type { PageLanguage } from './sign-in/callback-page.ts';
import { editProfileInBrowser } from './sign-in/profile-edit.ts';
import { createStoredAccounts } from './stored-accounts.ts';

export interface SessionParts extends Omit<ClientSourceParts, 'cache' | 'queue'> {
  browser: Browser;
  language: () => PageLanguage;
  /** Shared by all sessions of this identity. Default: a new one. */
  identity?: SharedIdentity;
  /** The first paint; MSAL, which takes 20 to 50 ms to load, waits for it. Default: no wait. */
  painted?: Promise<void> | undefined;
  /** Called after every change of `state()`. */
  onChange: () => void;
  /** The provider ended a sign-in: the account's other stored data must be removed too (R28). */
  onEnded?: () => Promise<void>;
}

export type Session = ReturnType<typeof createSession>;

/** The accounts of one connection, the current account's token, and the sign-in. */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: the list of what a session can do, a few lines each
export function createSession(parts: SessionParts) {
  const { connection, clock, onChange } = parts;
  const identity = parts.identity ?? createSharedIdentity();
  const stored = createStoredAccounts({ ...parts, identityId: identityId(connection) });
  const clients = createClientSource({ ...parts, cache: stored.cache, queue: identity.queue });
  let restored = false;
  let restoring: Promise<void> = Promise.resolve();
  let problem: AppError | undefined;
  let editing = false;

  function report(failure: AppError | undefined): void {
    problem = failure;
    onChange();
  }
  const attempt = createSignInAttempt({ clock, onChange, onFailed: report });
  const tokens = createAccountTokens({ ...parts, stored, clients, identity, report });

  async function restore(mayTakeUp: boolean): Promise<void> {
    try {
      if (mayTakeUp) await tokens.restore();
    } catch (error) {
      problem = toAppError(error);
    }
    restored = true;
    onChange();
    // The accounts are known now; a new token may need the network.
    void Promise.resolve(parts.painted).then(tokens.warmUp);
  }

  async function grant(rejected?: string): Promise<Grant> {
    // The accounts may still be loading.
    if (!restored) await restoring;
    return tokens.token(rejected);
  }

  const pastedParts = () => ({ connection, issuer: clients.metadata()?.issuer, now: clock.now() });
  const canEdit = policyAuthority(connection, 'profileEditPolicy') !== undefined;
  const signOutUrl = () => browserSignOutUrl(connection, clients.metadata(), parts.language());

  return {
    state(): SessionState {
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
        profileEdit: editing ? 'under-way' : canEdit && account && !account.pasted ? 'offered' : 'none',
      };
    },

    /** Restores what the last run left on disk, unless that may not be used. Never waits for the network. */
    restore(mayTakeUp = true): Promise<void> {
      restoring = restore(mayTakeUp);
      return restoring;
    },

    /**
     * Settles when the attempt ends; a second call joins the first (R17). Other accounts stay signed in, but the new one
     * becomes current. `another` makes the provider ask for an account even if it has a session. Throws AppError.
     */
    signIn({ another }: { another: boolean } = { another: false }): Promise<void> {
      restored = true;
      if (!attempt.phase()) problem = undefined;
      const { discard, signedIn } = tokens;
      const hint = another ? undefined : tokens.expected();
      const given = { ...parts, language: parts.language(), clients, stored, discard, another, hint };
      return attempt.start(async (progress) => signedIn(await signInByBrowser({ ...given, ...progress })));
    },

    /**
     * Opens the provider's page on which the current account's profile can be changed, as an attempt like that of a
     * sign-in. What was changed there is in the next token. Throws AppError.
     */
    editProfile(): Promise<void> {
      const given = {
        ...parts,
        language: parts.language(),
        metadata: clients.metadata,
        hint: tokens.current()?.person.email ?? undefined,
      };
      return attempt.start(async (progress) => {
        editing = true;
        try {
          if (await editProfileInBrowser({ ...given, ...progress })) await tokens.renew(true);
        } finally {
          editing = false;
        }
      });
    },

    cancelSignIn: attempt.cancel,
    /** The URL opened in the browser, while an attempt waits. */
    signInUrl: attempt.url,

    checkPasted: (text: string) => checkPastedToken(text, pastedParts()),

    /** Signs in with a pasted token, in memory only and without renewal. Throws `sign-in-refused`. */
    async acceptPasted(text: string): Promise<void> {
      const grant = pastedGrant(text, pastedParts());
      attempt.cancel();
      await restoring;
      restored = true;
      await tokens.acceptPasted(grant);
    },

    /** Makes another account current; never waits for the network. Throws `sign-in-needed` if it is unknown. */
    async switchAccount(accountId: string): Promise<void> {
      await restoring;
      const account = tokens.find(accountId);
      if (!account) throw new AppError('sign-in-needed', 'This account is not signed in any more.');
      attempt.cancel();
      if (account !== tokens.current()) await tokens.goOnAs(account);
    },

    /**
     * A token with at least 30 s left, and not `rejected`, which the API refused. Throws `sign-in-needed`, `offline`,
     * `provider-unavailable` …
     */
    async token(rejected?: string): Promise<AccessToken> {
      const { accessToken, expiresAt, scopes } = await grant(rejected);
      return { accessToken, expiresAt, scopes };
    },
    /** The same with the account that it belongs to, which may have become another one since it was asked for. */
    grant,

    /** Signs the current account out and switches to another one, if there is one. */
    async signOut(): Promise<void> {
      attempt.cancel();
      // The accounts may still be loading.
      await restoring;
      await tokens.signOut();
    },

    /** Ends the session that the system browser keeps with the provider. Throws `configuration`, `unexpected`. */
    async signOutOfBrowser(): Promise<void> {
      try {
        await leaveBrowser(parts.browser, signOutUrl());
      } catch (error) {
        const failure = toAppError(error);
        report(failure);
        throw failure;
      }
    },

    /** To be called after sleep, when timers stood still: handles overdue ones. */
    wake(): void {
      attempt.wake();
      tokens.wake();
    },

    /** Cancels attempts and timers; data on disk stays. */
    close(): void {
      attempt.cancel();
      tokens.close();
    },
  };
}

function summaryOf({ accountId, person: { name, email }, pasted }: SignedInAccount) {
  return { id: accountId, name, email, pasted: pasted === true };
}
