import { createElement } from 'react';
import { expect, test } from 'vitest';
import { IncompleteList } from '../../../../../renderer/units/loading/incomplete-list.tsx';
import type { ListState } from '../../../../../renderer/units/loading/units-list.ts';
import { markupOf, wordsIn } from '../../markup.ts';
import { storeOf, unit } from '../sample.ts';
import { wholeList } from '../whole-list.ts';

/** What is said above a table with two rows. */
const said = (list: Partial<ListState>, locale: 'en' | 'de' = 'en') => {
  const units = storeOf(unit('1'), unit('2'));
  return wordsIn(
    markupOf(createElement(IncompleteList, { list: { ...wholeList, ...list } }), locale, { units }),
  );
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
