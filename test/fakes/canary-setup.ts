/** After every test: nothing that it has logged may hold a secret, even before the redaction of the real log (R29). */
import { afterEach, expect } from 'vitest';
import { secretsIn, takeNoted } from './canary.ts';

afterEach(() => {
  expect(secretsIn(takeNoted().join('\n'))).toEqual([]);
});
