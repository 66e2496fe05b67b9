import type { SignedInAccount } from '../accounts.ts';
import type { ClientSource } from '../msal/client-source.ts';
import type { Grant } from '../msal/msal-grant.ts';
import type { StoredAccounts } from '../stored-accounts.ts';

export interface FinishParts {
  clients: ClientSource;
  stored: StoredAccounts;
  signal: AbortSignal;
  /** Removes the result of a cancelled attempt from disk, unless the account was signed in before. */
  discard(account: SignedInAccount): Promise<void>;
}

/** Keeps what a sign-in has brought; one that was cancelled at the last moment leaves nothing. Throws the signal's reason. */
export async function finishSignIn(
  { clients, stored, signal, discard }: FinishParts,
  grant: Grant,
): Promise<Grant> {
  await clients.remember();
  await stored.noteSignIn();
  if (signal.aborted) {
    await discard(grant);
    throw signal.reason;
  }
  return grant;
}
