import { describe, expect, test } from 'vitest';
import { providerError } from '../../../../../electron/core/auth/sign-in/interactive.ts';

const failure = (error: string, description = '') =>
  providerError(new URLSearchParams({ error, error_description: description, state: 'x' }));
const b2c = (code: number) => `AADB2C${code}: Sam Sample did it.\r\nCorrelation ID: 0\r\nTimestamp: 0\r\n`;

describe('an answer without a code', () => {
  test.each<[string, string, string, string | undefined]>([
    // B2C's kind of error is the same for what means different things.
    ['access_denied', b2c(90091), 'sign-in-not-completed', undefined],
    ['access_denied', b2c(90118), 'sign-in-not-completed', 'password-forgotten'],
    ['server_error', b2c(90157), 'sign-in-not-completed', 'ended'],
    ['access_denied', b2c(90151), 'sign-in-not-completed', 'ended'],
    ['invalid_request', b2c(90046), 'sign-in-not-completed', 'ended'],
    ['server_error', b2c(90091), 'sign-in-not-completed', undefined],
    ['redirect_uri_mismatch', b2c(90006), 'configuration', undefined],
    ['server_error', b2c(90085), 'provider-unavailable', undefined],
    ['temporarily_unavailable', '', 'provider-unavailable', undefined],
    ['access_denied', '', 'sign-in-not-completed', undefined],
    ['invalid_scope', b2c(90117), 'sign-in-refused', undefined],
    ['', '', 'sign-in-refused', undefined],
  ])('%s, %j: %s', (error, description, code, page) => {
    const { details, ...rest } = failure(error, description);
    expect({ code: rest.code, page: details['page'] }).toEqual({ code, page });
  });

  test('says what to do', () => {
    expect(failure('access_denied', b2c(90118)).hint).toContain('identity.passwordResetPolicy');
    expect(failure('server_error', b2c(90157)).hint).toContain('a new page opens');
    const redirect = failure('invalid_request', b2c(90006));
    expect(redirect.hint).toContain('register http://localhost');
    expect(redirect.details['key']).toBe('identity.redirectPorts');
  });

  test('leaves only the code of what the service said', () => {
    for (const code of [90091, 90118, 90157, 90006, 90117]) {
      const { message, hint, details } = failure('access_denied<b>', b2c(code));
      expect(message).toContain(`(AADB2C${code})`);
      expect(JSON.stringify([message, hint, details])).not.toMatch(/Sam|Correlation|[<>]/);
    }
  });
});
