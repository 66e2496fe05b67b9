/** A file that was named by mistake: its content is no business of whoever reads the message (R29). */
import { expect, test } from 'vitest';
import { parseConnection } from '../../../electron/core/connection/connection-file.ts';
import { AppError } from '../../../electron/core/errors.ts';
import { objectIn } from '../../../electron/core/settings/policy-source.ts';

const secret = 'hunter2';
/** Everything of an error that may come to be read, its causes included. */
function said(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const own = error instanceof AppError ? [error.hint, JSON.stringify(error.details)] : [];
  return [error.message, ...own, said(error.cause)].join('\n');
}
function failureOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return said(error);
  }
  throw new Error('It was accepted.');
}

const texts: [text: string, place: string][] = [
  [secret, 'line 1, column 1'],
  [`${secret}\n`, 'line 1, column 1'],
  [`\uFEFF${secret}`, 'line 1, column 1'],
  [`password=${secret}`, 'line 1, column 1'],
  [`{"password": ${secret}}`, 'line 1, column 14'],
  [`{"password": "${secret}",}`, 'line 1, column 24'],
  [`{"a": 1,\n ${secret}}`, 'line 2, column 2'],
  [`{"${secret}`, 'line 1, column 10'],
  [`["${secret}\u0007"]`, 'line 1, column 10'],
  [`1 ${secret} position 99`, 'line 1, column 3'],
];

test.each(texts)('%j: a connection file is refused by place', (text, place) => {
  const words = failureOf(() => parseConnection(text, './password'));
  expect(words).toContain(`./password is not valid JSON: ${place}.`);
  expect(words).not.toContain(secret);
});

test.each(texts)('%j: a policy is refused by place', (text, place) => {
  const words = failureOf(() => objectIn(text, '/etc/max-desk/policy.json'));
  expect(words).toContain(`/etc/max-desk/policy.json is not valid JSON: ${place}.`);
  expect(words).not.toContain(secret);
});

test.each([`{"${secret}": 1}`, `{"name": "${secret}", "${secret}": {}}`, `"${secret}"`, `["${secret}"]`])(
  '%s: JSON that is no connection file is refused without a word of it',
  (text) => {
    const words = failureOf(() => parseConnection(text, './keys.json'));
    expect(words).toContain('./keys.json: ');
    expect(words).not.toContain(secret);
  },
);

test('a misspelt key of a connection file is named', () => {
  expect(failureOf(() => parseConnection('{"identity": {}, "apii": {}}', 'max.json'))).toContain('"apii"');
});
