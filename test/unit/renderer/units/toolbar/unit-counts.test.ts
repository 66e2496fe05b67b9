import { createElement } from 'react';
import { expect, test } from 'vitest';
import type { ListState } from '../../../../../renderer/units/loading/units-list.ts';
import { UnitCounts } from '../../../../../renderer/units/toolbar/unit-counts.tsx';
import { markupOf, wordsIn } from '../../markup.ts';
import { storeOf, unit } from '../sample.ts';

const loading: ListState = {
  phase: 'loading',
  received: 0,
  total: null,
  awaited: null,
  fetchedAt: 500,
  withoutId: 0,
  sameId: 0,
  shortfall: null,
  failure: null,
  incomplete: false,
};

/** What is said of two units that are there. */
const said = (list: Partial<ListState>) => {
  const units = storeOf();
  units.append([unit('1'), unit('2')]);
  return wordsIn(markupOf(createElement(UnitCounts, { list: { ...loading, ...list } }), 'en', { units }));
};

test('the number of units is that of the whole list of the last start, while its rows still come', () => {
  expect(said({})).toMatch(/^2 units /);
  expect(said({ awaited: 2_500 })).toMatch(/^2,500 units /);
});

test('it is that of the rows when there are more than the last start had', () => {
  expect(said({ awaited: 1 })).toMatch(/^2 units /);
});
