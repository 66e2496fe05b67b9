import { createElement } from 'react';
import { expect, test } from 'vitest';
import { IncompleteList } from '../../../../../renderer/units/loading/incomplete-list.tsx';
import type { ListState } from '../../../../../renderer/units/loading/units-list.ts';
import { markupOf, wordsIn } from '../../markup.ts';
import { storeOf, unit } from '../sample.ts';

const whole: ListState = {
  phase: 'ready',
  received: 2,
  total: null,
  awaited: null,
  fetchedAt: 500,
  withoutId: 0,
  sameId: 0,
  shortfall: null,
  failure: null,
  incomplete: false,
};

/** What is said above a table with two rows. */
const said = (list: Partial<ListState>, locale: 'en' | 'de' = 'en') => {
  const units = storeOf(unit('1'), unit('2'));
  return wordsIn(markupOf(createElement(IncompleteList, { list: { ...whole, ...list } }), locale, { units }));
};

test('a whole list needs no bar, and one that is loading has its progress', () => {
  expect(said({})).toBe('');
  expect(said({ phase: 'loading', incomplete: true })).toBe('');
});

test('a list that is shorter than its count has both numbers and a button (R41)', () => {
  const text = said({ shortfall: { received: 2, total: 3 } });
  expect(text).toContain('The API counts 3 units, but sent 2.');
  expect(text).toContain('Load again');
  expect(said({ shortfall: { received: 2, total: 3 } }, 'de')).toContain('Die API zählt 3 Anlagen');
});

test('a part has its number where nobody knows the other', () => {
  expect(said({ shortfall: { received: 2, total: null } })).toContain('The API sent 2 units');
});

test.each(['ready', 'failed'] as const)(
  'a list that was stopped or broke off has the rows and the total: %s',
  (phase) => {
    // The counts of a refresh that was cancelled are not those of the rows.
    const text = said({ phase, incomplete: true, received: 1, total: 5 });
    expect(text).toContain('Loading was stopped after 2 of 5 units.');
    expect(text).toContain('Load again');
  },
);

test('the total of a refresh that was stopped is not told where it is less than the rows', () => {
  expect(said({ incomplete: true, received: 1, total: 1 })).toContain('Loading was stopped after 2 units.');
});
