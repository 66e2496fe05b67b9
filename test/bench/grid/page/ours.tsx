import { unitConditions } from '../../../../electron/contract/names.ts';
import { hasWord } from '../../../../electron/contract/search.ts';
import { tableColumns } from '../../../../electron/contract/table.ts';
import { headerHeight, rowHeights } from '../../../../renderer/units/grid/row-pool.ts';
import { createSelection } from '../../../../renderer/units/grid/selection.ts';
import { UnitGrid } from '../../../../renderer/units/grid/unit-grid.tsx';
import type { UnitStore } from '../../../../renderer/units/table/unit-store.ts';
import { type Candidate, type CreateCandidate, insideOf } from './candidate.ts';
import { afterPaint } from './frames.ts';
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
    grouping: groupingOf(store, grid),
    header: (column) =>
      insideOf(document.querySelector(`[role=columnheader]:nth-child(${tableColumns.indexOf(column) + 1})`)),
  };
};

/** Notes in a message from main. */
const pageSize = 2_000;

function groupingOf(store: UnitStore, grid: () => HTMLElement | null): NonNullable<Candidate['grouping']> {
  const tagsOf = (index: number) =>
    Array.from({ length: index % 4 }, (_, each) => `Tag ${(index * 7 + each) % 30}`);
  return {
    async tag() {
      const tagged = store.matches().filter((_unit, index) => index % 3 === 0);
      for (let start = 0; start < tagged.length; start += pageSize) {
        const page = tagged.slice(start, start + pageSize);
        store.setNotes(page.map(({ id }, index) => ({ id, tags: tagsOf(start + index), note: '' })));
        await afterPaint();
      }
    },
    set: (by) => store.groups.set(by),
    foldAll: (folded) => store.groups.foldAll(folded),
    isDone: () =>
      !store.busy && grid()?.getAttribute('role') === (store.groups.by === null ? 'grid' : 'treegrid'),
  };
}
