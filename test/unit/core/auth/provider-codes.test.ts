import { describe, expect, test } from 'vitest';
import { signInReasons } from '../../../../electron/contract/names.ts';
import {
  explained,
  providerCodeIn,
  referenceOf,
  signInReason,
  signInReasonTable,
} from '../../../../electron/core/auth/provider-codes.ts';

const all = Object.values(signInReasonTable).flatMap(({ entra, b2c }) => [
  ...entra.map((number) => `AADSTS${number}`),
  ...b2c.map((number) => `AADB2C${number}`),
]);

describe('the table of providers’ codes (R50)', () => {
  test('has more than thirty codes of each service, each once, and words and a next step for all (R37)', () => {
    expect(new Set(all).size).toBe(all.length);
    for (const service of ['AADSTS', 'AADB2C'])
      expect(all.filter((code) => code.startsWith(service)).length).toBeGreaterThan(30);
    for (const reason of signInReasons) {
      const { text, hint, entra, b2c } = signInReasonTable[reason];
      expect([...entra, ...b2c].length).toBeGreaterThan(0);
      expect(text).toMatch(/^\w.*[^.]$/);
      expect(hint).toMatch(/^[A-Z].*\.$/);
    }
  });

  test.each([
    ['AADSTS50053', 'account-locked'],
    ['AADB2C90111', 'account-locked'],
    ['AADB2C90114', 'account-locked'],
    ['AADSTS50126', 'wrong-password'],
    ['AADB2C90225', 'wrong-password'],
    ['AADSTS50055', 'password-expired'],
    ['AADSTS50076', 'second-factor'],
    ['AADSTS65001', 'consent-missing'],
    ['AADB2C90080', 'grant-ended'],
    ['AADSTS700082', 'grant-ended'],
    ['AADB2C90022', 'unknown-policy'],
    ['AADSTS700016', 'unknown-client'],
    ['AADB2C90244', 'throttled'],
    ['AADSTS90055', 'throttled'],
    ['AADSTS50034', 'unknown-account'],
    ['AADB2C90053', 'unknown-account'],
    ['AADSTS50057', 'account-disabled'],
    ['AADSTS53003', 'access-policy'],
    ['AADSTS50105', 'not-assigned'],
    ['AADB2C90284', 'consent-missing'],
    ['AADB2C90018', 'unknown-client'],
    ['AADSTS7000222', 'client-credentials'],
    ['AADB2C90058', 'client-credentials'],
    ['AADSTS70003', 'grant-not-allowed'],
    ['AADB2C90224', 'grant-not-allowed'],
    ['AADSTS70011', 'wrong-scope'],
    ['AADB2C90117', 'wrong-scope'],
    ['AADSTS90002', 'unknown-tenant'],
    ['AADSTS50087', 'provider-trouble'],
    ['AADB2C90035', 'provider-trouble'],
  ])('%s means %s', (code, reason) => {
    expect(signInReason(code)).toBe(reason);
    expect(explained(code)).toMatchObject({
      why: expect.stringMatching(/^: /),
      details: { refusal: reason },
    });
  });

  test('finds the code in a description and keeps nothing else of it (R29)', () => {
    expect(providerCodeIn('AADSTS50053: The account sam@example.com is locked. Trace ID: 1')).toBe(
      'AADSTS50053',
    );
    expect(providerCodeIn('AADB2C90118: forgotten\r\nCorrelation ID: 2')).toBe('AADB2C90118');
    expect(providerCodeIn('XAADSTS50053 AADSTS1')).toBeUndefined();
    expect(providerCodeIn(null)).toBeUndefined();
  });

  test('keeps of OAuth’s error what such a word may hold, and no control characters (R45)', () => {
    expect(referenceOf(undefined, 'invalid_grant', '400')).toBe('invalid_grant');
    expect(referenceOf('', 'a\u001b[2J\u202eb', '400')).toBe('a2Jb');
    expect(referenceOf(undefined, undefined, '400')).toBe('400');
    expect(referenceOf('', 'x'.repeat(1_000), '400')).toHaveLength(64);
    expect(explained('invalid_grant')).toEqual({ why: '', details: {} });
  });
});
