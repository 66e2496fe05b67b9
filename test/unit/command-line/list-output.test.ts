import { describe, expect, test } from 'vitest';
import { printPages } from '../../../electron/command-line/list-output.ts';
import { AppError } from '../../../electron/core/errors.ts';

interface Page {
  items: number[];
  total: number | null;
  shortfall: { received: number; total: number | null } | null;
  withoutId?: number;
  sameId?: number;
}
const page = (items: number[], part: Partial<Page> = {}): Page => ({
  items,
  total: 9,
  shortfall: null,
  ...part,
});

/** Prints even numbers of these pages, and then fails if told to. */
async function printed(pages: readonly Page[], end?: AppError) {
  async function* all() {
    yield* pages;
    if (end) throw end;
  }
  const texts: string[] = [];
  const output = { write: async (text: string | Uint8Array) => void texts.push(String(text)) };
  const formatter = {
    head: () => '<',
    page: (items: readonly number[]) => items.join(),
    tail: () => '>',
  };
  const printing = printPages(
    {
      name: 'list of numbers',
      pages: all(),
      itemsOf: ({ items }) => items,
      isWanted: (item) => item % 2 === 0,
      formatter: () => formatter,
    },
    output,
  );
  const outcome = await printing.catch((error: unknown) => error);
  return { outcome, text: texts.join('') };
}

describe('a list that is printed', () => {
  test('is what is wanted of its pages, and counted', async () => {
    const pages = [
      page([1, 2]),
      page([4, 6], { withoutId: 2, sameId: 1 }),
      page([], { withoutId: 1, sameId: 3 }),
    ];
    expect(await printed(pages)).toEqual({
      outcome: { received: 4, shown: 3, withoutId: 3, sameId: 4, shortfall: null },
      text: '<24,6>',
    });
  });

  test('of no pages is not even a head', async () => {
    expect((await printed([])).text).toBe('');
  });

  test('says what is missing at its end', async () => {
    const shortfall = { received: 2, total: 9 };
    const { outcome } = await printed([page([2]), page([4], { shortfall })]);
    expect(outcome).toMatchObject({ shortfall });
  });

  test.each(['offline', 'api-unavailable', 'tls', 'api-refused'] as const)(
    'that breaks off by %s says how many have come, and of how many',
    async (code) => {
      const { outcome, text } = await printed([page([2], { withoutId: 3 })], new AppError(code, 'Broken.'));
      expect(outcome).toMatchObject({
        code: 'api-bad-answer',
        message: expect.stringContaining('list of numbers is incomplete: 4 came, and the API counts 9'),
      });
      expect(text).toBe('<2');
    },
  );

  test('that does not begin, or fails for another reason, fails with that', async () => {
    const offline = new AppError('offline', 'Broken.');
    expect((await printed([], offline)).outcome).toBe(offline);
    expect((await printed([page([])], offline)).outcome).toBe(offline);
    const full = new AppError('storage', 'Full.');
    expect((await printed([page([2])], full)).outcome).toBe(full);
  });
});
