import { createElement } from 'react';
import { expect, test } from 'vitest';
import { createTranslations } from '../../../../../renderer/ui/i18n.ts';
import type { ListState } from '../../../../../renderer/units/loading/units-list.ts';
import { listNotices } from '../../../../../renderer/units/notices/list-notices.tsx';
import { NoticeStack } from '../../../../../renderer/units/notices/notice-stack.tsx';
import { markupOf, wordsIn } from '../../markup.ts';
import { wholeList } from '../whole-list.ts';

/** What is said above a table with two rows. */
const said = (list: Partial<ListState>, locale: 'en' | 'de' = 'en') => {
  const { t } = createTranslations(locale);
  const notices = listNotices({ ...wholeList, ...list }, 2, t);
  return wordsIn(markupOf(createElement(NoticeStack, { notices }), locale));
};

test('a whole list needs no bar, and one that is loading has its progress', () => {
  expect(said({})).toBe('');
  expect(said({ phase: 'loading', incomplete: true })).toBe('');
});

test('a list that is shorter than its count has both numbers and a button (R41)', () => {
  const text = said({ shortfall: { received: 2, total: 3 } });
  expect(text).toContain('The API sent fewer units than it counts: 2 of 3.');
  expect(text).toContain('Load again');
  expect(said({ shortfall: { received: 2, total: 3 } }, 'de')).toContain('als sie zählt: 2 von 3');
});

test('a part has its number where nobody knows the other', () => {
  expect(said({ shortfall: { received: 2, total: null } })).toContain('Units sent: 2.');
});

test.each(['ready', 'failed'] as const)(
  'a list that was stopped or broke off has the rows and the total: %s',
  (phase) => {
    // The counts of a refresh that was cancelled are not those of the rows.
    const text = said({ phase, incomplete: true, received: 1, total: 5 });
    expect(text).toContain('Loading was stopped. Units so far: 2 of 5.');
    expect(text).toContain('Load again');
  },
);

test('the total of a refresh that was stopped is not told where it is less than the rows', () => {
  expect(said({ incomplete: true, received: 1, total: 1 })).toContain(
    'Loading was stopped. Units so far: 2.',
  );
});

test('entries that are no units come after what is missing', () => {
  const { t } = createTranslations('en');
  const list = { ...wholeList, withoutId: 2, sameId: 1, shortfall: { received: 2, total: 9 } };
  expect(listNotices(list, 2, t).map(({ key, note }) => [key, note])).toEqual([
    ['incomplete', 'The API sent fewer units than it counts: 2 of 9.'],
    [
      'left-out',
      '2 entries of the list have no ID and were left out. Please tell TK Elevator. 1 entry of the list has the ID of another one and was left out.',
    ],
  ]);
});
