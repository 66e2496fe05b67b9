import type { AccessToken, SessionState } from '../../contract.ts';
import { type Connection, identityId } from '../connection/connection-file.ts';
import { AppError, toAppError, toFailure } from '../errors.ts';
import type { Browser, Clock, Http, Log } from '../ports.ts';
import { createQueue } from '../queue.ts';
import type { SealedStore } from '../storage/sealed-store.ts';
import type { PageLanguage } from './callback-page.ts';
import type { Person } from './claims.ts';
import { createClientSource } from './client-source.ts';
import { signInInteractively, signInTimeout } from './interactive.ts';
import type { Grant } from './msal-client.ts';
import { createTokenCache } from './token-cache.ts';

/** A token with less left than this is not handed out, ms. */
const handOutMargin = 30_000;
/** From here on a new one is fetched in the background, ms; MSAL refreshes within the same margin. */
const renewalMargin = 300_000;
const longestRetry = 60_000;
const offlineRetry = 5_000;

export interface SessionParts {
  connection: Connection;
  store: SealedStore;
  http: Http;
  browser: Browser;
  clock: Clock;
  log: Log;
  language: () => PageLanguage;
  /** Called after every change of `state()`. */
  onChange: () => void;
}

/** One person on one connection: who it is, the current token, and the way to the next one. */
export interface Session {
  state(): SessionState;
  /** Takes up what the last run left on disk. Never waits for the network. */
  restore(): Promise<void>;
  /** Ends when the attempt ends; a second call joins the first (R17). Throws AppError. */
  signIn(): Promise<void>;
  cancelSignIn(): void;
  /** The address that the browser was sent to, while an attempt waits. */
  signInUrl(): string | undefined;
  /**
   * A token with at least 30 s left. `rejected` is one that the API refused: another one is fetched unless that has
   * happened meanwhile. Throws `sign-in-needed`, `offline`, `provider-unavailable` …
   */
  token(rejected?: string): Promise<AccessToken>;
  signOut(): Promise<void>;
  /** Ends attempts and timers; what is on disk stays. */
  close(): void;
}

interface Attempt {
  abort: AbortController;
  startedAt: number;
  url: string | undefined;
  completing: boolean;
  done: Promise<void>;
}

export function createSession(parts: SessionParts): Session {
  const { connection, store, clock, log } = parts;
  const id = identityId(connection);
  const signedOutEntry = `signed-out.${id}`;
  const queue = createQueue();
  const cache = createTokenCache(store, `tokens.${id}`, log);
  const clients = createClientSource({ ...parts, cache, queue });

  let restored = false;
  let account: { accountId: string; person: Person } | undefined;
  let grant: Grant | undefined;
  let problem: AppError | undefined;
  let attempt: Attempt | undefined;
  let renewal: Promise<Grant> | undefined;
  let stopTimer: () => void = () => undefined;
  let failures = 0;
  let closed = false;

  const left = (g: Grant | undefined): number => (g ? g.expiresAt - clock.now() : 0);

  function update(change: () => void): void {
    change();
    parts.onChange();
  }

  function hold(next: Grant): void {
    failures = 0;
    update(() => {
      account = { accountId: next.accountId, person: next.person };
      grant = next;
      problem = undefined;
    });
    schedule(Math.max(left(next) - renewalMargin, 1_000));
  }

  function schedule(delay: number): void {
    stopTimer();
    if (!closed) stopTimer = clock.later(delay, () => void renew(false).catch(() => undefined));
  }

  /** One renewal at a time; a result that comes after a sign-out or another sign-in is dropped. */
  function renew(force: boolean): Promise<Grant> {
    renewal ??= fetchGrant(force).finally(() => {
      renewal = undefined;
    });
    return renewal;
  }

  async function fetchGrant(force: boolean): Promise<Grant> {
    const whose = account;
    if (!whose) throw new AppError('sign-in-needed', 'Nobody is signed in.');
    try {
      const client = await clients.online();
      const next = await client.silent(whose.accountId, force);
      if (account?.accountId !== whose.accountId || closed) throw new AppError('sign-in-needed', 'Nobody is signed in.');
      hold(next);
      return next;
    } catch (error) {
      const failure = toAppError(error);
      if (account?.accountId === whose.accountId && !closed) await onRenewalFailure(failure, whose.accountId);
      throw failure;
    }
  }

  async function onRenewalFailure(failure: AppError, accountId: string): Promise<void> {
    log.warn('the token could not be renewed', { code: failure.code });
    if (failure.code === 'sign-in-needed') {
      // MSAL leaves a revoked refresh token on disk (R20).
      await queue(() => cache.removeAccount(accountId));
      forget(failure);
      return;
    }
    failures += 1;
    update(() => {
      problem = failure;
    });
    schedule(failure.code === 'offline' ? offlineRetry : Math.min(1_000 * 2 ** failures, longestRetry));
  }

  function forget(reason?: AppError): void {
    stopTimer();
    update(() => {
      account = undefined;
      grant = undefined;
      problem = reason;
    });
  }

  async function runAttempt(current: Attempt): Promise<void> {
    const prompt = await promptFor();
    const next = await signInInteractively({
      client: clients.online,
      browser: parts.browser,
      clock,
      log,
      ports: connection.identity.redirectPorts,
      prompt,
      language: parts.language(),
      signal: current.abort.signal,
      onWaiting: (url) => update(() => void (current.url = url)),
      onCompleting: () => update(() => void (current.completing = true)),
      onAbandoned: ({ accountId }) => void queue(() => cache.removeAccount(accountId)),
    });
    await store.remove(signedOutEntry);
    await removeOthers(next.accountId);
    attempt = undefined;
    hold(next);
  }

  /** After a sign-out the browser's session would sign the same person in again, unasked. */
  async function promptFor(): Promise<string | undefined> {
    const asked = (await store.read(signedOutEntry)) !== undefined;
    if (connection.identity.protocol === 'b2c') return asked ? 'login' : undefined;
    // OpenID Connect Core §11: a refresh token is given with consent only.
    return asked ? 'login consent' : 'consent';
  }

  async function removeOthers(accountId: string): Promise<void> {
    const client = await clients.online();
    for (const other of await client.accounts()) {
      if (other.accountId !== accountId) await queue(() => cache.removeAccount(other.accountId));
    }
  }

  return {
    state: () => ({
      phase: phaseOf(restored, attempt, account !== undefined),
      account: account ? { ...account.person, expiresAt: grant?.expiresAt ?? null } : null,
      attempt: attempt ? { startedAt: attempt.startedAt, expiresAt: attempt.startedAt + signInTimeout } : null,
      problem: problem ? toFailure(problem) : null,
    }),

    async restore() {
      try {
        const known = await queue(() => store.read(`tokens.${id}`));
        const [first] = known === undefined ? [] : await (await clients.offline()).accounts();
        account = first;
      } catch (error) {
        problem = toAppError(error);
      }
      update(() => {
        restored = true;
      });
      // Who is signed in is known by now; the token may take the network. Without anybody the way is prepared.
      const warmUp = account ? renew(false) : clients.online();
      warmUp.catch((error: unknown) => log.info('not ready yet', { code: toAppError(error).code }));
    },

    signIn() {
      if (attempt) return attempt.done;
      const current: Attempt = {
        abort: new AbortController(),
        startedAt: clock.now(),
        url: undefined,
        completing: false,
        done: Promise.resolve(),
      };
      current.done = runAttempt(current).catch((error: unknown) => {
        const failure = toAppError(error);
        if (attempt !== current) throw failure;
        update(() => {
          attempt = undefined;
          problem = failure.code === 'cancelled' ? undefined : failure;
        });
        throw failure;
      });
      update(() => {
        attempt = current;
        problem = undefined;
      });
      return current.done;
    },

    cancelSignIn() {
      attempt?.abort.abort(new AppError('cancelled', 'The sign-in was cancelled.'));
    },

    signInUrl: () => attempt?.url,

    async token(rejected) {
      const usable = grant && grant.accessToken !== rejected && left(grant) > handOutMargin ? grant : undefined;
      if (usable) {
        if (left(usable) < renewalMargin) renew(false).catch(() => undefined);
        return toToken(usable);
      }
      const held = grant;
      try {
        const next = await renew(rejected !== undefined);
        // A renewal that was under way already may have come from the cache.
        return toToken(next.accessToken === rejected ? await renew(true) : next);
      } catch (error) {
        // MSAL gives up although the token in hand is good for some seconds more.
        if (held && grant === held && held.accessToken !== rejected && left(held) > 0) return toToken(held);
        throw error;
      }
    },

    async signOut() {
      attempt?.abort.abort(new AppError('cancelled', 'The sign-in was cancelled.'));
      const whose = account;
      forget();
      if (!whose) return;
      // Waits for its turn: a renewal under way writes its result first, and then it is removed.
      await queue(() => cache.removeAccount(whose.accountId));
      await store.write(signedOutEntry, 'yes');
    },

    close() {
      closed = true;
      attempt?.abort.abort(new AppError('cancelled', 'The sign-in was cancelled.'));
      stopTimer();
    },
  };
}

function phaseOf(restored: boolean, attempt: Attempt | undefined, signedIn: boolean): SessionState['phase'] {
  if (attempt) return attempt.completing ? 'completing' : 'waiting';
  if (!restored) return 'restoring';
  return signedIn ? 'signed-in' : 'signed-out';
}

function toToken({ accessToken, expiresAt, scopes }: Grant): AccessToken {
  return { accessToken, expiresAt, scopes };
}
