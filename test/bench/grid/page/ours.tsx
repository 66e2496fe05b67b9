import { unitColumns, unitConditions } from '../../../../electron/contract/names.ts';
import { hasWord } from '../../../../electron/contract/search.ts';
import { headerHeight, rowHeights } from '../../../../renderer/units/grid/row-pool.ts';
import { createSelection } from '../../../../renderer/units/grid/selection.ts';
import { UnitGrid } from '../../../../renderer/units/grid/unit-grid.tsx';
import { type CreateCandidate, insideOf } from './candidate.ts';
import { feedStore } from './store-feed.ts';

/** Which rows are in sight is for the live updates. */
const nobodyFollows = () => undefined;
const rowHeight = rowHeights.comfortable;

/** The product's own table, store and style sheets. */
export const createCandidate: CreateCandidate = (material) => {
  const { store, ...feed } = feedStore(material);
  const grid = () => document.querySelector<HTMLElement>('.unit-grid');
  const rowAt = (position: number) => grid()?.querySelector(`[aria-rowindex="${position + 2}"]`);
  const top = () => Math.round((grid()?.scrollTop ?? 0) / rowHeight);
  return {
    ...feed,
    order: 'collated',
    hasWord,
    arranged: (units) =>
      unitConditions.flatMap((condition) => units.filter((unit) => unit.condition === condition)),
    element: (
      <UnitGrid store={store} selection={createSelection(store)} now={material.now} onSight={nobodyFollows} />
    ),
    count: () => Number(grid()?.getAttribute('aria-rowcount') ?? 0) - 1,
    topCell: (column) => rowAt(top())?.querySelector(`.column-${column}`)?.textContent ?? null,
    isFilled: () => rowAt(top() + Math.round((300 - headerHeight) / rowHeight)) !== null,
    scroller: grid,
    header: (column) =>
      insideOf(document.querySelector(`[role=columnheader]:nth-child(${unitColumns.indexOf(column) + 1})`)),
  };
};
