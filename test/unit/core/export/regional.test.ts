import { describe, expect, test, vi } from 'vitest';
import { regionalOf } from '../../../../electron/core/export/regional.ts';

const english = { separator: ',', decimal: '.' };
const german = { separator: ';', decimal: ',' };

describe('the separator and the decimal sign', () => {
  test.skipIf(process.platform === 'win32').each([
    ['en-US', english],
    ['en-GB', english],
    ['de', german],
    ['de_DE.UTF-8', german],
    ['de_DE@euro', german],
    ['fr-FR', german],
    ['de-CH', english],
    ['ar-EG', english],
    ['C', english],
    ['C.UTF-8', english],
    ['POSIX', english],
    ['', english],
    ['no language', english],
  ])('follow from the locale %s', async (locale, expected) => {
    expect(await regionalOf(locale)).toEqual(expected);
  });

  const registry = (values: Record<string, string>) =>
    vi.fn(async (args: readonly string[]) => {
      const value = values[args.at(-1) ?? ''];
      const stdout = `\r\nHKEY_CURRENT_USER\\Control Panel\\International\r\n    name    REG_SZ    ${value}\r\n\r\n`;
      return value === undefined ? { status: 1, stdout: '' } : { status: 0, stdout };
    });

  test.each([
    [{ sList: ';', sDecimal: ',' }, german],
    [
      { sList: ';', sDecimal: '.' },
      { separator: ';', decimal: '.' },
    ],
    [
      { sList: '\t', sDecimal: ',' },
      { separator: '\t', decimal: ',' },
    ],
    [{ sList: ',', sDecimal: ',' }, german],
    [{ sList: 'x', sDecimal: '.' }, english],
    [{}, english],
  ])('are those of the settings of Windows: %j', async (values, expected) => {
    expect(await regionalOf('en-US', registry(values))).toEqual(expected);
  });
});
