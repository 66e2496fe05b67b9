import { describe, expect, test } from 'vitest';
import { passwordSources, readPassword } from '../../../electron/command-line/password.ts';
import { secretText } from '../../../electron/command-line/secret-text.ts';

const bytes = (...all: number[]) => Uint8Array.from(all);
const utf16 = (text: string) => Buffer.from(text, 'utf16le');
const read = (given: Uint8Array | string) => secretText(given, 'The password from X', 'a hint');

describe('a password (R46)', () => {
  test.each([
    ['UTF-8', Buffer.from('Grün-42')],
    ['UTF-8 with a mark', Buffer.from('\ufeffGrün-42')],
    ['a line end of Unix', Buffer.from('Grün-42\n')],
    ['a line end of Windows', Buffer.from('Grün-42\r\n')],
    ['UTF-16 of Windows', utf16('\ufeffGrün-42\r\n')],
    ['UTF-16, big end first', utf16('\ufeffGrün-42').swap16()],
    ['a variable', 'Grün-42'],
    ['a variable with a mark and a carriage return', '\ufeffGrün-42\r'],
  ])('is read from %s', (_what, given) => expect(read(given)).toBe('Grün-42'));

  test.each([
    ['Only one line end is taken off', 'a\n\n', 'a\n'],
    ['blanks are kept', ' a b ', ' a b '],
    ['a mark in the middle is kept', 'a\ufeffb', 'a\ufeffb'],
  ])('%s', (_what, given, password) => expect(read(Buffer.from(given))).toBe(password));

  test.each([
    ['Latin-1', bytes(0x47, 0x72, 0xfc, 0x6e), /^The password from X is not text in UTF-8\.$/],
    ['half a UTF-16', bytes(0xff, 0xfe, 0x41), /not text in UTF-8/],
    ['a lone surrogate', bytes(0xff, 0xfe, 0x00, 0xd8), /not text in UTF-8/],
    ['a variable that Node could not read', 'Gr\ufffdn', /not text in UTF-8/],
    ['UTF-16 without a mark', utf16('Grün'), /^The password from X is not text|holds a NUL/],
    ['a NUL', bytes(0x41, 0, 0x42), /^The password from X holds a NUL character\.$/],
    ['nothing', bytes(), /^The password from X is empty\.$/],
    ['a mark only', Buffer.from('\ufeff'), /is empty/],
    ['a line end only', Buffer.from('\r\n'), /is empty/],
  ])('is refused as %s', (_what, given, message) => {
    expect(() => read(given)).toThrow(message);
  });
});

describe('the sources of a password', () => {
  const none = { 'password-stdin': false, 'password-fd': undefined };
  const options = (given: object) => ({ ...none, ...given }) as Parameters<typeof passwordSources>[0];

  test('are named, and an empty variable is none', () => {
    expect(passwordSources(options({}), { MAX_DESK_PASSWORD: '' })).toEqual([]);
    expect(
      passwordSources(options({ 'password-stdin': true, 'password-fd': '7' }), { MAX_DESK_PASSWORD: 'x' }),
    ).toEqual(['MAX_DESK_PASSWORD', '--password-stdin', '--password-fd 7']);
  });

  test('exclude each other, and the error names them', async () => {
    const signal = new AbortController().signal;
    const both = readPassword(options({ 'password-stdin': true }), { MAX_DESK_PASSWORD: 'x' }, signal);
    await expect(both).rejects.toMatchObject({
      code: 'usage',
      message: 'The password comes from more than one source: MAX_DESK_PASSWORD and --password-stdin.',
    });
    const closed = readPassword(options({ 'password-fd': '99999' }), {}, signal);
    await expect(closed).rejects.toMatchObject({
      code: 'usage',
      message: 'The password from --password-fd 99999 cannot be read (EBADF).',
    });
  });
});
