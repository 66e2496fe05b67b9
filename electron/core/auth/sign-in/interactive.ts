import type { ErrorCode } from '../../../contract/failure.ts';
import { abortable } from '../../abortable.ts';
import { AppError } from '../../errors.ts';
import {
  cancelledOnPage,
  isEndedPage,
  isUnknownRedirect,
  passwordForgotten,
  redirectRefused,
} from '../b2c-codes.ts';
import type { MsalClient } from '../msal/msal-client.ts';
import type { Grant } from '../msal/msal-grant.ts';
import { explained, isPassing, referenceOf } from '../provider-codes.ts';
import type { Callback } from './loopback.ts';
import { type PageParts, type PageSecrets, pageWishes, throughPages } from './pages.ts';

export interface InteractiveParts extends PageParts {
  client: () => Promise<MsalClient>;
  prompt: () => Promise<string | undefined>;
  /** Cancelled during the code exchange: its tokens must be removed from disk. */
  onCancelled: (grant: Grant) => void;
}

/**
 * Signs a user in through the system browser: authorization code + PKCE (RFC 7636) with a loopback redirect
 * (RFC 8252). Throws what `throughPages` throws, `sign-in-not-completed` (consent denied), and provider or network
 * errors.
 */
export async function signInInteractively(parts: InteractiveParts): Promise<Grant> {
  const [client, prompt] = await abortable(Promise.all([parts.client(), parts.prompt()]), parts.signal);
  const wishes = pageWishes(parts);
  return throughPages(
    parts,
    (request) => client.authCodeUrl({ ...request, prompt, wishes }),
    (callback, secrets) => exchange(client, callback, secrets, parts),
  );
}

async function exchange(
  client: MsalClient,
  { parameters, answer }: Callback,
  { nonce, verifier, redirectUri }: PageSecrets,
  parts: InteractiveParts,
): Promise<Grant> {
  const code = parameters.get('code');
  if (!code) {
    const error = providerError(parameters);
    answer(error.code === 'sign-in-not-completed' ? 'not-completed' : 'failed');
    throw error;
  }
  parts.completing();
  try {
    const clientInfo = parameters.get('client_info') ?? undefined;
    const redeemed = client.redeem({ redirectUri, code, verifier, nonce, clientInfo });
    redeemed.then((grant) => parts.signal.aborted && parts.onCancelled(grant)).catch(() => undefined);
    const grant = await abortable(redeemed, parts.signal);
    answer('signed-in');
    return grant;
  } catch (error) {
    answer('failed');
    throw error;
  }
}

/** RFC 6749 §4.1.2.1. Only the code of the description is kept: the rest may name the user. */
export function providerError(parameters: URLSearchParams): AppError {
  const error = parameters.get('error') ?? '';
  const reference = referenceOf(parameters.get('error_description') ?? undefined, error, '');
  const { why, details: refusal, ...next } = explained(reference);
  const failure = (code: ErrorCode, text: string, more: { page?: string; hint?: string } = {}) => {
    const { page, ...hint } = more;
    const details = { reference, ...refusal, ...(page === undefined ? {} : { page }) };
    return new AppError(code, `${text} (${reference})${why}.`, { ...next, ...hint, details });
  };
  if (reference === passwordForgotten)
    return failure('sign-in-not-completed', 'The connection names no page for a forgotten password', {
      page: 'password-forgotten',
      hint: 'Reset the password on a page of the service, then sign in. Or ask TK Elevator for the user flow that resets it, and add its name as "identity.passwordResetPolicy".',
    });
  if (isEndedPage(reference))
    return failure('sign-in-not-completed', 'The page of the sign-in service has expired', {
      page: 'ended',
      hint: 'Sign in again: a new page opens.',
    });
  if (isUnknownRedirect(reference))
    return redirectRefused(`The sign-in service does not know the redirect address (${reference}).`, {
      reference,
      text: `was refused (${reference})`,
    });
  if (error === 'access_denied' || reference === cancelledOnPage)
    return failure('sign-in-not-completed', 'The sign-in was not completed');
  if (isPassing(reference) || error === 'server_error' || error === 'temporarily_unavailable')
    return failure('provider-unavailable', 'The sign-in service has a problem');
  return failure('sign-in-refused', 'The sign-in service refused the sign-in');
}
