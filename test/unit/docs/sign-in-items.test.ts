import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');
const items = readFileSync(path.join(root, 'docs/sign-in-items.md'), 'utf8');
/** The rows of the tables, without their heads. */
const rows = items
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| item '))
  .map((line) => line.split(' | '));
const named = [...items.matchAll(/`(test\/[^`]+)` “([^”]+)”/g)].map(([, file = '', title = '']) => ({
  file,
  title,
}));

/** The first arguments of `test` and `it`, and of what `test.each` and `test.runIf` return. */
function titlesIn(code: string): string[] {
  const calls = /(?:\b(?:test|it)\(|\)\()\s*(['"`])((?:\\.|(?!\1).)*)\1/g;
  return [...code.matchAll(calls)].map(([, , title = '']) => title);
}

describe('what docs/sign-in-items.md promises, item by item', () => {
  test('covers the five documents, in rows of three', () => {
    for (const document of ['RFC 9700', 'RFC 9207', 'RFC 8252', 'RFC 7636', 'RFC 8628'])
      expect(items).toContain(`## ${document}`);
    expect(rows.length).toBeGreaterThan(30);
    expect(rows.filter((cells) => cells.length !== 3)).toEqual([]);
  });

  test('is held by a test in each row, or is what B2C cannot do', () => {
    const open = rows.filter(
      ([, what = '', by = '']) => !by.includes('`test/') && !what.includes('B2C cannot'),
    );
    expect(open).toEqual([]);
  });

  test.each(named)('$file has “$title”', ({ file, title }) => {
    const at = path.join(root, file);
    expect(existsSync(at)).toBe(true);
    expect(titlesIn(readFileSync(at, 'utf8')).some((each) => each.includes(title))).toBe(true);
  });
});
