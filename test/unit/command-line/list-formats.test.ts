import { describe, expect, test } from 'vitest';
import { createListFormatter, regionalFor } from '../../../electron/command-line/list-formats.ts';

describe('what Excel expects on this computer', () => {
  test.each([
    [{ LC_ALL: 'de_DE.UTF-8', LC_NUMERIC: 'en_US', LANG: 'en_US' }, ','],
    [{ LC_ALL: '', LC_NUMERIC: 'de_DE', LANG: 'en_US' }, ','],
    [{ LANG: 'de_DE' }, ','],
    [{ LC_ALL: 'en_US', LC_NUMERIC: 'de_DE', LANG: 'de_DE' }, '.'],
  ])('is that of its locale: %j', async (env, decimal) => {
    expect(await regionalFor('excel', env)).toMatchObject({ decimal });
  });

  test('is nothing to the other formats', async () => {
    for (const format of ['table', 'csv', 'ndjson', 'json'] as const)
      expect(await regionalFor(format, { LANG: 'de_DE' })).toBeUndefined();
  });
});

test('a list of JSON values has one in each line', () => {
  const shape = { columns: [], cells: () => [] } as unknown as Parameters<typeof createListFormatter>[1];
  const { head, page, tail } = createListFormatter('ndjson', shape);
  expect(head() + page([{ a: 1 }, { a: 2 }]) + tail()).toBe('{"a":1}\n{"a":2}\n');
});
