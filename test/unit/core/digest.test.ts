import { expect, test } from 'vitest';
import { shortDigest } from '../../../electron/core/digest.ts';

test('the digest of a text stays the same: what earlier versions have stored is found by it', () => {
  expect(shortDigest('abc')).toBe('ba7816bf8f01cfea414140de');
  expect(shortDigest('ä')).toHaveLength(24);
});
