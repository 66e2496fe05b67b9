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
import type { MsalClient } from './msal-client.ts';
import { createTokenCache } from './token-cache.ts';
import { createTokenKeeper } from './token-keeper.ts';

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
   * A token with at least 30 s left; another than `rejected`, which the API refused. Throws `sign-in-needed`,
   * `offline`, `provider-unavailable` …
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
  let restoring: Promise<void> = Promise.resolve();
  let account: { accountId: string; person: Person } | undefined;
  let problem: AppError | undefined;
  let attempt: Attempt | undefined;
  let closed = false;

  function update(change: () => unknown): void {
    change();
    parts.onChange();
  }

  function report(failure: AppError | undefined): void {
    update(() => {
      problem = failure;
    });
  }

  const keeper = createTokenKeeper({
    clock,
    async fetch(force) {
      if (!account) throw new AppError('sign-in-needed', 'Nobody is signed in.');
      return (await clients.online()).silent(account.accountId, force);
    },
    onRenewed: (grant) =>
      update(() => {
        account = grant;
        problem = undefined;
      }),
    async onFailed(failure) {
      log.warn('the token could not be renewed', { code: failure.code });
      // MSAL leaves a revoked refresh token on disk (R20).
      if (failure.code === 'sign-in-needed') await forget(failure);
      else report(failure);
    },
  });

  /** Out of memory at once, and from disk when a renewal under way has written its result. */
  async function forget(reason?: AppError): Promise<void> {
    const whose = account;
    keeper.drop();
    update(() => {
      account = undefined;
      problem = reason;
    });
    if (whose) await queue(() => cache.removeAccount(whose.accountId));
  }

  async function restore(): Promise<void> {
    try {
      const known = await queue(() => store.read(`tokens.${id}`));
      // Somebody who was quick to sign in goes before.
      if (known !== undefined) await takeUp(await clients.offline());
    } catch (error) {
      problem = toAppError(error);
    }
    update(() => {
      restored = true;
    });
    if (closed) return;
    // Who is signed in is known by now; a new token may take the network. Without anybody the way is prepared.
    const warmUp = account && !keeper.current() ? keeper.renew(false) : clients.online();
    warmUp.catch((error: unknown) => log.info('not ready yet', { code: toAppError(error).code }));
  }

  /** The account on disk with its token, which is good to its end though the provider may be out of reach. */
  async function takeUp(client: MsalClient): Promise<void> {
    const [first] = await client.accounts();
    const cached = first && (await client.cached(first.accountId));
    if (!first || account || closed) return;
    account = first;
    if (!cached || cached.expiresAt <= clock.now()) return;
    account = cached;
    keeper.hold(cached);
  }

  function endAttempt(): void {
    attempt?.abort.abort(new AppError('cancelled', 'The sign-in was cancelled.'));
  }

  async function runAttempt(current: Attempt): Promise<void> {
    const { signal } = current.abort;
    const next = await signInInteractively({
      client: clients.online,
      browser: parts.browser,
      clock,
      log,
      ports: connection.identity.redirectPorts,
      prompt: promptFor,
      language: parts.language(),
      signal,
      onWaiting: (url) => update(() => Object.assign(current, { url })),
      onCompleting: () => update(() => Object.assign(current, { completing: true })),
      onAbandoned: ({ accountId }) => void queue(() => cache.removeAccount(accountId)),
    });
    await clients.remember();
    await store.remove(signedOutEntry);
    await removeOthers(next.accountId);
    // Cancelled, or left behind, in the very last moment.
    if (signal.aborted) {
      await queue(() => cache.removeAccount(next.accountId));
      throw signal.reason;
    }
    keeper.hold(next);
    update(() => {
      attempt = undefined;
      account = next;
    });
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
      account: account ? { ...account.person, expiresAt: keeper.current()?.expiresAt ?? null } : null,
      attempt: attempt
        ? { startedAt: attempt.startedAt, expiresAt: attempt.startedAt + signInTimeout }
        : null,
      problem: problem ? toFailure(problem) : null,
    }),

    restore() {
      restoring = restore();
      return restoring;
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
        restored = true;
        attempt = current;
        problem = undefined;
      });
      return current.done;
    },

    cancelSignIn: endAttempt,

    signInUrl: () => attempt?.url,

    async token(rejected) {
      if (closed || !account) throw new AppError('sign-in-needed', 'Nobody is signed in.');
      const { accessToken, expiresAt, scopes } = await keeper.token(rejected);
      return { accessToken, expiresAt, scopes };
    },

    async signOut() {
      endAttempt();
      // Who is signed in may only be found out just now.
      await restoring;
      if (!account) return;
      await forget();
      await store.write(signedOutEntry, 'yes');
    },

    close() {
      closed = true;
      endAttempt();
      keeper.drop();
    },
  };
}

function phaseOf(restored: boolean, attempt: Attempt | undefined, signedIn: boolean): SessionState['phase'] {
  if (attempt) return attempt.completing ? 'completing' : 'waiting';
  if (!restored) return 'restoring';
  return signedIn ? 'signed-in' : 'signed-out';
}
