/** AG Grid Community as its documentation has it for large tables: quick filter with a cache, asynchronous transactions. */
import {
  CellStyleModule,
  ClientSideRowModelApiModule,
  ClientSideRowModelModule,
  type ColDef,
  type GridApi,
  ModuleRegistry,
  QuickFilterModule,
  RowApiModule,
  RowSelectionModule,
  themeQuartz,
} from 'ag-grid-community';
import { AgGridReact } from 'ag-grid-react';
import { haystackOf } from '../../../electron/contract/fold.ts';
import { unitColumns } from '../../../electron/contract/names.ts';
import { overlaid } from '../../../electron/contract/overlay.ts';
import { isTimeColumn } from '../../../electron/contract/unit-times.ts';
import type { Unit } from '../../../electron/contract/units.ts';
import { type CreateCandidate, insideOf, type Material, widths } from '../grid/page/candidate.ts';

ModuleRegistry.registerModules([
  ClientSideRowModelModule,
  ClientSideRowModelApiModule,
  QuickFilterModule,
  RowSelectionModule,
  RowApiModule,
  CellStyleModule,
]);
const rowHeight = 32;
const theme = themeQuartz.withParams({ rowHeight, headerHeight: 36, spacing: 6, fontSize: 14 });

export const createCandidate: CreateCandidate = (material) => {
  const { units, text, now } = material;
  const latest = new Map(units.map((unit) => [unit.id, unit]));
  let api: GridApi<Unit> | undefined;
  const scroller = () => document.querySelector<HTMLElement>('.ag-grid-viewport, .ag-body-viewport');
  const top = () => Math.round((scroller()?.scrollTop ?? 0) / rowHeight);
  const cell = (position: number, column: string) =>
    document.querySelector(`.ag-row[row-index="${position}"] [col-id="${column}"]`)?.textContent ?? null;
  const definitions = unitColumns.map((column): ColDef<Unit> => {
    const ofCell = (unit: Unit | undefined) => (unit === undefined ? '' : text.cell(unit, column, now));
    const searched = (unit: Unit) => (isTimeColumn(column) ? text.dateTime(unit, column) : ofCell(unit));
    return {
      colId: column,
      headerName: column,
      width: widths[column],
      valueGetter: ({ data }) => (data === undefined ? null : text.sortValue(data, column)),
      valueFormatter: ({ data }) => ofCell(data),
      getQuickFilterText: ({ data }) =>
        haystackOf(column === 'status' ? `${searched(data)}\n${data.status}` : searched(data)),
      cellDataType: false,
      sortingOrder: ['asc', 'desc'],
      ...(column === 'status' && {
        cellClassRules: { bad: ({ data }) => data?.condition === 'out-of-service' },
      }),
    };
  });
  return {
    order: 'plain',
    element: (
      <AgTable
        material={material}
        columnDefs={definitions}
        onReady={(ready) => {
          api = ready;
        }}
      />
    ),
    load: async () => undefined,
    prepare: async () => undefined,
    setQuery: (query) => api?.setGridOption('quickFilterText', query),
    count: () => api?.getDisplayedRowCount() ?? -1,
    topCell: (column) => cell(top(), column),
    isFilled: () => cell(top() + 8, 'name') !== null,
    scroller,
    header: (column) => insideOf(document.querySelector(`[role=columnheader][col-id=${column}]`)),
    update(updates) {
      const changed = updates.flatMap((update) => {
        const unit = latest.get(update.id);
        if (unit === undefined) return [];
        const next = overlaid(unit, update, Date.now());
        latest.set(update.id, next);
        return [next];
      });
      api?.applyTransactionAsync({ update: changed });
    },
  };
};

interface Props {
  readonly material: Material;
  readonly columnDefs: ColDef<Unit>[];
  readonly onReady: (api: GridApi<Unit>) => void;
}

function AgTable({ material, columnDefs, onReady }: Props) {
  return (
    <div style={{ position: 'absolute', inset: 0 }}>
      <AgGridReact<Unit>
        theme={theme}
        rowData={material.units as Unit[]}
        columnDefs={columnDefs}
        getRowId={({ data }) => data.id}
        cacheQuickFilter
        rowSelection={{ mode: 'singleRow', checkboxes: false, enableClickSelection: true }}
        animateRows={false}
        onGridReady={(event) => onReady(event.api)}
      />
    </div>
  );
}
