/** After every test: nothing that it logged may contain a secret, even before the real log's redaction (R29). */
import { afterEach, expect } from 'vitest';
import { secretsIn, takeNoted } from './canary.ts';

afterEach(() => {
  expect(secretsIn(takeNoted().join('\n'))).toEqual([]);
});
