import { identityEntries } from '../../connection/stored-entries.ts';
import { toAppError } from '../../errors.ts';
import type { AccountTokens } from '../account-tokens.ts';
import type { ClientSource } from '../msal/client-source.ts';
import type { SessionParts } from '../session.ts';
import type { AttemptProgress } from './attempt.ts';
import { signInInteractively } from './interactive.ts';
import { promptFor } from './prompt.ts';

export interface SessionSignInParts
  extends Pick<SessionParts, 'connection' | 'store' | 'browser' | 'clock' | 'log' | 'language'> {
  clients: ClientSource;
  tokens: AccountTokens;
}

/**
 * One sign-in through the browser. The new account becomes current; a cancelled sign-in leaves nothing on disk.
 * `another` makes the provider ask for an account. Throws as `signInInteractively` does.
 */
export async function signInToSession(
  parts: SessionSignInParts,
  progress: AttemptProgress,
  another: boolean,
): Promise<void> {
  const { connection, store, clients, tokens, clock, log } = parts;
  const { protocol, redirectPorts } = connection.identity;
  const { signedOut } = identityEntries(connection);
  const { signal } = progress;
  const grant = await signInInteractively({
    client: clients.online,
    browser: parts.browser,
    clock,
    log,
    ports: redirectPorts,
    prompt: async () => promptFor(protocol, another || (await store.read(signedOut)) !== undefined),
    language: parts.language(),
    signal,
    onWaiting: progress.waiting,
    onBrowserFailed: progress.browserFailed,
    onCompleting: progress.completing,
    onAbandoned(abandoned) {
      tokens
        .discard(abandoned)
        .catch((error: unknown) =>
          log.warn('what was called off stays on disk', { code: toAppError(error).code }),
        );
    },
  });
  await clients.remember();
  await store.remove(signedOut);
  // Cancelled or closed at the last moment.
  if (signal.aborted) {
    await tokens.discard(grant);
    throw signal.reason;
  }
  await tokens.signedIn(grant);
}
