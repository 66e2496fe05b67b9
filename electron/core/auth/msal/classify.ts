import { AuthError, InteractionRequiredAuthError, ServerError } from '@azure/msal-node';
import type { ErrorCode } from '../../../contract/failure.ts';
import { AppError } from '../../errors.ts';
import { isUnknownRedirect, redirectRefused } from '../b2c-codes.ts';
import { explained, isPassing, referenceOf } from '../provider-codes.ts';

/**
 * Maps an MSAL error to an AppError. MSAL's classes are not enough: a revoked refresh token is a ServerError, a local
 * refusal after a 503 has an empty code, and the network error is lost (hence `network`).
 * @param network the network module's last failure
 * @param host the provider's, for the message
 */
export function classifyAuthError(error: unknown, network: AppError | undefined, host: string): AppError {
  if (error instanceof AppError) return error;
  if (network) return network;
  if (!(error instanceof AuthError))
    return new AppError('unexpected', 'The sign-in failed.', { cause: error });

  const reference = referenceOf(error.errorMessage, error.errorCode, 'unknown');
  const { why, details: refusal, ...next } = explained(reference);
  const failure = (code: ErrorCode, message: string) =>
    new AppError(code, message, { cause: error, ...next, details: { host, reference, ...refusal } });
  if (isUnknownRedirect(reference))
    return redirectRefused(`${host} does not know the redirect address (${reference}).`, {
      host,
      reference,
      file: host,
      text: `was refused (${reference})`,
    });
  if (isPassing(reference))
    return failure('provider-unavailable', `${host} did not answer the sign-in (${reference})${why}.`);
  if (error.errorCode === 'access_denied')
    return failure('sign-in-not-completed', `The sign-in was not completed (${reference})${why}.`);
  if (error instanceof InteractionRequiredAuthError || isRefusedGrant(error))
    return failure('sign-in-needed', `${host} asks for a new sign-in (${reference})${why}.`);
  if (isTransient(error)) return failure('provider-unavailable', `${host} has a problem at the moment.`);
  if (error.errorCode === 'token_parsing_error')
    return failure('captive-portal', `Something else answered in the place of ${host}.`);
  if (error.errorCode === 'nonce_mismatch')
    return failure('sign-in-refused', `The answer of ${host} belongs to another sign-in (${reference}).`);
  if (error instanceof ServerError) return refusedRequest(error, host, reference);
  return failure('unexpected', `The sign-in failed (${error.errorCode}).`);
}

function isRefusedGrant(error: AuthError): boolean {
  return error.errorCode === 'invalid_grant' || error.errorCode === 'no_tokens_found';
}

/** After a 503, MSAL refuses requests locally for 60 s, with an empty code. */
function isTransient(error: AuthError): boolean {
  const status = error instanceof ServerError ? Number(error.status) : 0;
  const transient = /^(server_error|temporarily_unavailable|no_network_connectivity|network_error)?$/;
  return status === 429 || status >= 500 || transient.test(error.errorCode);
}

function refusedRequest(error: ServerError, host: string, reference: string): AppError {
  const keys: Record<string, string> = {
    invalid_client: 'identity.clientId',
    unauthorized_client: 'identity.clientId',
    invalid_scope: 'identity.scopes',
    invalid_request: 'identity',
  };
  const key = keys[error.errorCode];
  const { why, details: refusal, ...next } = explained(reference);
  const details = { host, reference, ...refusal, file: host, text: `was refused (${reference})` };
  if (!key)
    return new AppError('sign-in-refused', `${host} refused the sign-in (${reference})${why}.`, {
      cause: error,
      ...next,
      details,
    });
  return new AppError('configuration', `${host} refused the request (${reference})${why}. Check "${key}".`, {
    cause: error,
    hint: `Check "${key}" in the connection with TK Elevator.`,
    ...next,
    details: { ...details, key },
  });
}
