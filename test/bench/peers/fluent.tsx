/** Fluent UI v9's DataGrid with its own virtualised body, its own sort, and the product's search text. */

import {
  createTableColumn,
  FluentProvider,
  type TableColumnDefinition,
  type TableRowId,
  webLightTheme,
} from '@fluentui/react-components';
import {
  DataGrid,
  DataGridBody,
  DataGridCell,
  DataGridHeader,
  DataGridHeaderCell,
  DataGridRow,
} from '@fluentui-contrib/react-data-grid-react-window';
import { memo, useSyncExternalStore } from 'react';
import { wordsOf } from '../../../electron/contract/fold.ts';
import { unitColumns } from '../../../electron/contract/names.ts';
import { overlaid } from '../../../electron/contract/overlay.ts';
import type { Unit } from '../../../electron/contract/units.ts';
import type { SortValue } from '../../../renderer/units/table/ranks.ts';
import { type CreateCandidate, insideOf, type Material, widths } from '../grid/page/candidate.ts';
import { haystackFor } from '../grid/page/haystack.ts';

const rowHeight = 32;

/** A unit that changes in place; its row listens. */
interface Box {
  unit: Unit;
  haystack: string;
  listener: (() => void) | undefined;
}

/** The rows that match, as an array of its own after every change. */
interface Items {
  all: Box[];
  shown: Box[];
  words: string[];
  listeners: Set<() => void>;
}

export const createCandidate: CreateCandidate = (material) => {
  const all = material.units.map((unit): Box => ({ unit, haystack: '', listener: undefined }));
  const byId = new Map(all.map((box) => [box.unit.id, box]));
  const items: Items = { all, shown: all, words: [], listeners: new Set() };
  const body = () => document.querySelector<HTMLElement>('.fluent-list');
  const top = () => Math.round((body()?.scrollTop ?? 0) / rowHeight);
  const rowAt = (position: number) => body()?.querySelector(`[aria-rowindex="${position + 2}"]`);
  const search = () => {
    items.shown = all.filter((box) => {
      box.haystack ||= haystackFor(box.unit, material.text);
      return items.words.every((word) => box.haystack.includes(word));
    });
    for (const listener of items.listeners) listener();
  };
  const flush = createFlush(items, search);
  return {
    order: 'collated',
    element: <FluentTable material={material} items={items} />,
    load: async () => undefined,
    prepare: async () => {
      for (const box of all) box.haystack ||= haystackFor(box.unit, material.text);
    },
    setQuery(query) {
      items.words = wordsOf(query);
      search();
    },
    count: () => Number(body()?.firstElementChild?.getAttribute('data-count') ?? items.shown.length),
    topCell: (column) => rowAt(top())?.querySelector(`[data-column=${column}]`)?.textContent ?? null,
    isFilled: () => rowAt(top() + 8) != null,
    scroller: body,
    header: (column) =>
      insideOf(document.querySelector(`[data-header=${column}] button, [data-header=${column}]`)),
    update(updates) {
      for (const update of updates) {
        const box = byId.get(update.id);
        if (box === undefined) continue;
        box.unit = overlaid(box.unit, update, Date.now());
        box.haystack = '';
        flush(box);
      }
    },
  };
};

/** Rows in sight are told once for each frame; an order or a search that may have changed, four times a second. */
function createFlush(items: Items, search: () => void): (box: Box) => void {
  const waiting = new Set<Box>();
  const pending = { frame: 0, timer: 0 };
  return (box) => {
    if (box.listener) waiting.add(box);
    pending.frame ||= requestAnimationFrame(() => {
      pending.frame = 0;
      for (const each of waiting) each.listener?.();
      waiting.clear();
    });
    if (items.words.length > 0) {
      pending.timer ||= window.setTimeout(() => {
        pending.timer = 0;
        search();
      }, 250);
    }
  };
}

interface Props {
  readonly material: Material;
  readonly items: Items;
}

function FluentTable({ material, items }: Props) {
  const shown = useSyncExternalStore(
    (listener) => {
      items.listeners.add(listener);
      return () => items.listeners.delete(listener);
    },
    () => items.shown,
  );
  const definitions = definitionsFor(material);
  return (
    <FluentProvider theme={webLightTheme} style={{ position: 'absolute', inset: 0 }}>
      <DataGrid
        items={shown}
        columns={definitions}
        sortable
        getRowId={(box: Box) => box.unit.id}
        size="small"
      >
        <DataGridHeader style={{ height: 36 }}>
          <DataGridRow>
            {({ columnId, renderHeaderCell }: TableColumnDefinition<Box>) => (
              <DataGridHeaderCell data-header={columnId} style={sizeOf(columnId)}>
                {renderHeaderCell()}
              </DataGridHeaderCell>
            )}
          </DataGridRow>
        </DataGridHeader>
        <DataGridBody<Box>
          itemSize={rowHeight}
          height={760}
          listProps={{ className: 'fluent-list', overscanCount: 6 }}
        >
          {({ item, rowId }, style) => (
            <DataGridRow<Box> key={rowId} style={style as React.CSSProperties}>
              {({ columnId }) => (
                <DataGridCell data-column={columnId} style={sizeOf(columnId)}>
                  <CellText box={item} columnId={columnId} material={material} />
                </DataGridCell>
              )}
            </DataGridRow>
          )}
        </DataGridBody>
      </DataGrid>
    </FluentProvider>
  );
}

const CellText = memo(function CellText({
  box,
  columnId,
  material,
}: {
  box: Box;
  columnId: TableRowId;
  material: Material;
}) {
  const column = unitColumns.find((each) => each === columnId) ?? 'id';
  const unit = useSyncExternalStore(
    (listener) => {
      const before = box.listener;
      box.listener = () => {
        before?.();
        listener();
      };
      return () => {
        box.listener = undefined;
      };
    },
    () => box.unit,
  );
  return <>{material.text.cell(unit, column, material.now)}</>;
});

let known: TableColumnDefinition<Box>[] | undefined;
function definitionsFor({ text }: Material): TableColumnDefinition<Box>[] {
  const collator = new Intl.Collator(text.locale, { numeric: true });
  const compare = (a: SortValue, b: SortValue) =>
    typeof a === 'string' && typeof b === 'string' ? collator.compare(a, b) : Number(a) - Number(b);
  known ??= unitColumns.map((column) =>
    createTableColumn<Box>({
      columnId: column,
      compare: (a, b) => compare(text.sortValue(a.unit, column), text.sortValue(b.unit, column)),
      renderHeaderCell: () => column,
    }),
  );
  return known;
}

function sizeOf(columnId: TableRowId): {
  flex: string;
  width: number;
  overflow: 'hidden';
  whiteSpace: 'nowrap';
} {
  const width = widths[unitColumns.find((each) => each === columnId) ?? 'id'];
  return { flex: 'none', width, overflow: 'hidden', whiteSpace: 'nowrap' };
}
