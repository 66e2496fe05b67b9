import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { callNames } from '../../../electron/contract/names.ts';

const page = readFileSync(path.resolve(import.meta.dirname, '../../../docs/page-calls.md'), 'utf8');

/** The rows of the table: a call, what could be made of it, and what holds it. */
const rows = [...page.matchAll(/^\| `(\w+)` \|([^|]*)\|([^|]*)\|$/gm)];

test('the page on what a compromised page could do has a row for every call, in the order of the contract, and for no other', () => {
  expect(rows.map(([, call]) => call)).toEqual(Object.values(callNames).flat());
});

test.each(rows.map(([, call = '', could = '', held = '']) => ({ call, could, held })))(
  '$call: says what could be made of it, and what holds it',
  ({ could, held }) => {
    expect(could.trim().length).toBeGreaterThan(5);
    expect(held.trim().length).toBeGreaterThan(5);
  },
);
