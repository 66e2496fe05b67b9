import type { Connection } from '../../connection/connection-file.ts';
import { toAppError } from '../../errors.ts';
import type { Grant } from '../msal/msal-grant.ts';
import { type FinishParts, finishSignIn } from './finish-sign-in.ts';
import { type InteractiveParts, signInInteractively } from './interactive.ts';

export interface BrowserSignInParts
  extends Omit<InteractiveParts, 'client' | 'metadata' | 'prompt' | 'onCancelled'>,
    FinishParts {
  /** Makes the provider ask for an account, even if nobody has signed out. */
  another: boolean;
}

/**
 * One sign-in through the browser, whose tokens are on disk then; a cancelled one leaves nothing there. Throws as
 * `signInInteractively` does.
 */
export async function signInByBrowser(parts: BrowserSignInParts): Promise<Grant> {
  const { connection, clients, stored, another, discard, log } = parts;
  const grant = await signInInteractively({
    ...parts,
    client: clients.online,
    metadata: clients.metadata,
    prompt: async () => promptFor(connection.identity.protocol, another || (await stored.hasSignedOut())),
    onCancelled(late) {
      discard(late).catch((error: unknown) =>
        log.warn('a cancelled sign-in is still on disk', { code: toAppError(error).code }),
      );
    },
  });
  return finishSignIn(parts, grant);
}

/**
 * The `prompt` parameter. `afresh` after a sign-out and for another account: otherwise the provider's browser session
 * would silently sign the same user in again.
 */
function promptFor(protocol: Connection['identity']['protocol'], afresh: boolean): string | undefined {
  if (protocol === 'b2c') return afresh ? 'login' : undefined;
  // OpenID Connect Core §11: a refresh token requires consent. Not every provider supports select_account.
  return afresh ? 'login consent' : 'consent';
}
