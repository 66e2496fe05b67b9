/** Glide Data Grid, which draws on a canvas and brings no search or sort: it gets the product's store for those. */
import {
  CompactSelection,
  DataEditor,
  type DataEditorRef,
  type GridCell,
  GridCellKind,
  type GridColumn,
  type GridSelection,
  type Item,
} from '@glideapps/glide-data-grid';
import '@glideapps/glide-data-grid/dist/index.css';
import { type RefObject, useCallback, useMemo, useState, useSyncExternalStore } from 'react';
import { unitColumns } from '../../../electron/contract/names.ts';
import type { UnitStore } from '../../../renderer/units/table/unit-store.ts';
import { type CreateCandidate, widths } from '../grid/page/candidate.ts';
import { feedStore } from '../grid/page/store-feed.ts';

const rowHeight = 32;
const headerHeight = 36;

/** What has been drawn, by position, and which rows are in sight: the canvas itself tells nobody. */
interface Drawn {
  texts: Map<string, string>;
  ids: Map<number, string>;
  first: number;
  count: number;
}

export const createCandidate: CreateCandidate = (material) => {
  const { store, update, ...feed } = feedStore(material);
  const drawn: Drawn = { texts: new Map(), ids: new Map(), first: 0, count: 40 };
  const editor: RefObject<DataEditorRef | null> = { current: null };
  const scroller = () => document.querySelector<HTMLElement>('.dvn-scroller');
  const top = () => Math.round((scroller()?.scrollTop ?? 0) / rowHeight);
  return {
    ...feed,
    order: 'collated',
    element: <GlideTable store={store} drawn={drawn} editor={editor} now={material.now} />,
    setQuery(query) {
      drawn.texts.clear();
      drawn.ids.clear();
      feed.setQuery(query);
    },
    count: () => (store.shown === 0 || drawn.ids.get(top()) === store.at(top())?.id ? store.shown : -1),
    topCell: (column) => drawn.texts.get(`${top()} ${column}`) ?? null,
    isFilled: () => drawn.ids.has(top() + 8),
    scroller,
    header(column) {
      const box = scroller()?.getBoundingClientRect();
      if (box === undefined) return null;
      const index = (unitColumns as readonly string[]).indexOf(column);
      const left = unitColumns.slice(0, index).reduce((total, each) => total + widths[each], 0);
      return { x: box.x + left + widths[column] / 2, y: box.y + headerHeight / 2 };
    },
    update(updates) {
      update?.(updates);
      const changed = new Set(updates.map(({ id }) => id));
      const cells: { cell: Item }[] = [];
      for (let row = drawn.first; row < drawn.first + drawn.count; row += 1) {
        if (changed.has(store.at(row)?.id ?? ''))
          for (const index of liveColumns) cells.push({ cell: [index, row] });
      }
      if (cells.length > 0) editor.current?.updateCells(cells);
    },
  };
};

const liveColumns = (['status', 'floor', 'direction', 'lastEvent'] as const).map((column) =>
  unitColumns.indexOf(column),
);
const nothing: GridCell = { kind: GridCellKind.Text, data: '', displayData: '', allowOverlay: false };

interface Props {
  readonly store: UnitStore;
  readonly drawn: Drawn;
  readonly editor: RefObject<DataEditorRef | null>;
  readonly now: number;
}

function GlideTable({ store, drawn, editor, now }: Props) {
  const layout = useSyncExternalStore(store.subscribe, store.layout);
  const [selection, setSelection] = useState<GridSelection>({
    columns: CompactSelection.empty(),
    rows: CompactSelection.empty(),
  });
  const { sort } = store;
  const titles = useMemo(
    () =>
      unitColumns.map((column): GridColumn => {
        const arrow = sort?.column === column ? (sort.descending ? ' ▼' : ' ▲') : '';
        return { id: column, title: `${column}${arrow}`, width: widths[column] };
      }),
    [sort],
  );
  // Another layout is another content.
  const content = useCallback(
    ([index, row]: Item): GridCell => {
      const unit = store.at(row);
      const column = unitColumns[index];
      if (unit === undefined || column === undefined) return nothing;
      const text = store.text.cell(unit, column, now);
      drawn.texts.set(`${row} ${column}`, text);
      drawn.ids.set(row, unit.id);
      return {
        ...nothing,
        kind: GridCellKind.Text,
        data: text,
        displayData: text,
        ...(column === 'status' &&
          unit.condition === 'out-of-service' && { themeOverride: { textDark: '#b10e1c' } }),
      };
    },
    [layout],
  );
  return (
    <DataEditor
      ref={editor}
      width="100%"
      height="100%"
      columns={titles}
      rows={store.shown}
      getCellContent={content}
      rowHeight={rowHeight}
      headerHeight={headerHeight}
      rowSelect="single"
      gridSelection={selection}
      onGridSelectionChange={setSelection}
      onHeaderClicked={(index) => {
        const column = unitColumns[index];
        if (column !== undefined) store.sortBy(column);
      }}
      onVisibleRegionChanged={({ y, height }) => {
        drawn.first = y;
        drawn.count = height + 1;
      }}
      smoothScrollY
    />
  );
}
