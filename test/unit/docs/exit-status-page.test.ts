import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { exitStatus } from '../../../electron/command-line/exit-status.ts';
import { otherSections } from '../../../electron/command-line/help.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const page = readFileSync(path.join(root, 'docs/exit-status.md'), 'utf8');

/** The rows of the table: status, codes, what happened, example. */
const rows = [...page.matchAll(/^\| (\d+) \|(.*)\|(.*)\|(.*)\|$/gm)].map(
  ([, status, codes = '', what, example]) => ({
    status: Number(status),
    codes: [...codes.matchAll(/`([\w-]+)`/g)].map(([, code = '']) => code),
    what: what?.trim(),
    example: example?.trim(),
  }),
);

test('the page of exit statuses has every code once, with its status, what happened and an example', () => {
  const told = rows.flatMap(({ status, codes }) => codes.map((code) => [code, status] as const));
  expect(new Set(told.map(([code]) => code)).size).toBe(told.length);
  expect(Object.fromEntries(told)).toEqual(exitStatus);
  for (const { what, example } of rows) {
    expect(what).not.toBe('');
    expect(example).not.toBe('');
  }
});

test('page, help and source name the same statuses', () => {
  const help = otherSections
    .find(([title]) => title === 'Exit status')?.[1]
    .map(([status]) => Number(status));
  const onPage = [...new Set(rows.map(({ status }) => status))];
  expect(help).toEqual(onPage);
  expect(new Set(onPage)).toEqual(new Set([0, ...Object.values(exitStatus)]));
});
