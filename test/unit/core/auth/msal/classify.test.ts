import { AuthError, ClientAuthError, InteractionRequiredAuthError, ServerError } from '@azure/msal-node';
import { describe, expect, test } from 'vitest';
import { classifyAuthError } from '../../../../../electron/core/auth/msal/classify.ts';
import { AppError } from '../../../../../electron/core/errors.ts';

const classified = (error: unknown, network?: AppError) =>
  classifyAuthError(error, network, 'login.example.com');
const server = (code: string, description = '', status?: number) =>
  new ServerError(code, 'correlation', description, undefined, undefined, status);

describe('an error of MSAL’s', () => {
  test.each([
    ['sign-in-needed', new InteractionRequiredAuthError('interaction_required', 'x')],
    ['sign-in-needed', new InteractionRequiredAuthError('no_tokens_found', 'x')],
    ['sign-in-needed', server('invalid_grant', 'AADB2C90129: The provided grant has been revoked.')],
    ['sign-in-needed', new ClientAuthError('no_tokens_found', 'x')],
    ['sign-in-not-completed', server('access_denied', 'AADB2C90091: The user has cancelled.')],
    ['configuration', server('invalid_grant', 'AADB2C90006: The redirect URI is not registered.')],
    ['provider-unavailable', server('')],
    ['provider-unavailable', server('server_error')],
    ['provider-unavailable', server('temporarily_unavailable')],
    ['provider-unavailable', server('whatever', '', 503)],
    ['provider-unavailable', server('whatever', '', 429)],
    ['provider-unavailable', new ClientAuthError('network_error', 'x')],
    ['captive-portal', new ClientAuthError('token_parsing_error', 'x')],
    ['sign-in-refused', server('unsupported_grant_type')],
    ['unexpected', new ClientAuthError('state_mismatch', 'x')],
  ])('means %s', (code, error) => expect(classified(error).code).toBe(code));

  test.each([
    ['invalid_client', 'identity.clientId'],
    ['unauthorized_client', 'identity.clientId'],
    ['invalid_scope', 'identity.scopes'],
    ['invalid_request', 'identity'],
  ])('%s names the key %s of the connection', (code, key) => {
    expect(classified(server(code, '', 400))).toMatchObject({ code: 'configuration', details: { key } });
  });

  test('keeps the code of B2C’s text and nothing else of it (R29)', () => {
    const failure = classified(server('invalid_grant', 'AADB2C90129: sam@example.com is unknown.'));
    expect(failure.message).toContain('AADB2C90129');
    expect(failure.details['reference']).toBe('AADB2C90129');
    expect(JSON.stringify({ ...failure.details, message: failure.message })).not.toContain('sam@');
  });
});

describe('what is no error of MSAL’s', () => {
  test('stays what it is when it is one of ours', () => {
    const error = new AppError('configuration', 'x');
    expect(classified(error, new AppError('offline', 'y'))).toBe(error);
  });

  test('is the network’s last failure when there was one, because MSAL drops the cause', () => {
    const network = new AppError('tls', 'The certificate.');
    expect(classified(new ClientAuthError('endpoints_resolution_error', 'x'), network)).toBe(network);
    expect(classified(new AuthError('tls', '', ''), network)).toBe(network);
  });

  test.each([[new TypeError('token eyJ… in a text')], ['text'], [undefined]])(
    'is unexpected and keeps its text to itself: %s',
    (error) => {
      const failure = classified(error);
      expect(failure.code).toBe('unexpected');
      expect(failure.cause).toBe(error);
      expect(failure.message).toBe('The sign-in failed.');
    },
  );
});
