import { type CSSProperties, type PointerEvent, useInsertionEffect } from 'react';
import { madeOnce } from '../../ui/made-once.ts';
import { type Column, type ColumnWidths, columnWidths, tableWidth } from '../table/columns.ts';
import type { UnitStore } from '../table/unit-store.ts';

/** The sizes of the whole as custom properties of the grid. */
export function gridSizes(columns: readonly Column[], widths: ColumnWidths): CSSProperties {
  const sizes: Record<string, string> = { '--columns-width': `${tableWidth(columns, widths)}px` };
  if (widths.name !== undefined) sizes['--name-width'] = `${widths.name}px`;
  return sizes as CSSProperties;
}

/**
 * The sizes of the columns as rules for header and rows alike. Not as styles of each cell, nor by custom properties: the engine
 * could not share what it has resolved among the cells of a column, and a dialog that opens would take a third longer.
 */
export function columnRules(columns: readonly Column[], widths: ColumnWidths): string[] {
  return columns.map((column) => {
    const { least, grow = 0, most } = columnWidths[column];
    const width = widths[column];
    const basis = column === 'name' ? 'var(--name-width)' : `${least}px`;
    const flex = width === undefined ? `${grow} 0 ${basis}` : `0 0 ${width}px`;
    return ruleOf(column, flex, width === undefined && most !== undefined ? `${most}px` : 'none');
  });
}

const ruleOf = (column: Column, flex: string, most: string): string =>
  `.unit-cell.column-${column} { flex: ${flex}; max-width: ${most}; }`;

/** The document's sheet with the rules of its table. */
const columnSheet = madeOnce(() => {
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets.push(sheet);
  return sheet;
});

/** Gives the columns of the document's table their sizes. */
export function useColumnRules(columns: readonly Column[], widths: ColumnWidths): void {
  const text = columnRules(columns, widths).join('\n');
  useInsertionEffect(() => columnSheet().replaceSync(text), [text]);
}

const headerOf = (grid: HTMLElement, column: Column) =>
  grid.querySelector<HTMLElement>(`.unit-header .column-${column}`);

/** How wide a column is on the screen, in px. */
export function shownWidth(grid: HTMLElement, column: Column): number {
  return headerOf(grid, column)?.offsetWidth ?? 0;
}

/** The width, in px, at which the header and the rows in the document show all of their text in this column. */
export function widthToFit(grid: HTMLElement, column: Column): number {
  const sheet = columnSheet();
  const last = sheet.insertRule(ruleOf(column, '0 0 max-content', 'none'), sheet.cssRules.length);
  const cells = [...grid.querySelectorAll<HTMLElement>(`.column-${column}`)];
  const width = Math.max(0, ...cells.map((cell) => Math.ceil(cell.getBoundingClientRect().width)));
  sheet.deleteRule(last);
  return width;
}

/** Scrolls the table sideways until a column is in sight beside the pinned one. */
export function revealColumn(grid: HTMLElement, column: Column): void {
  const header = headerOf(grid, column);
  const first = grid.querySelector<HTMLElement>('.unit-header .unit-cell:first-child');
  if (header === null || first === null) return;
  if (header === first) {
    grid.scrollLeft = 0;
    return;
  }
  const pinned = grid.hasAttribute('data-pinned') ? first.offsetWidth : 0;
  const { offsetLeft, offsetWidth } = header;
  if (offsetLeft - pinned < grid.scrollLeft) grid.scrollLeft = offsetLeft - pinned;
  else if (offsetLeft + offsetWidth > grid.scrollLeft + grid.clientWidth)
    grid.scrollLeft = offsetLeft + offsetWidth - grid.clientWidth;
}

/** Begins to drag the edge of a column: its width follows the pointer until that is released. */
export function dragEdge(event: PointerEvent<HTMLElement>, column: Column, store: UnitStore): void {
  const edge = event.currentTarget;
  const grid = edge.closest<HTMLElement>('.unit-grid');
  if (grid === null || event.button !== 0) return;
  event.preventDefault();
  edge.setPointerCapture(event.pointerId);
  const from = event.clientX;
  const before = shownWidth(grid, column);
  store.setWidths(grownBefore(column, store, grid));
  const listening = new AbortController();
  const { signal } = listening;
  let frame = 0;
  const follow = (moved: globalThis.PointerEvent) => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => store.setWidths({ [column]: before + moved.clientX - from }));
  };
  edge.addEventListener('pointermove', follow, { signal });
  edge.addEventListener('lostpointercapture', () => listening.abort(), { signal });
}

/** Columns before this one that have grown keep their width: they would shrink, and the edge would run away. */
function grownBefore(column: Column, { columns, widths }: UnitStore, grid: HTMLElement): ColumnWidths {
  const before = columns.slice(0, columns.indexOf(column));
  const grown = before.filter((each) => widths[each] === undefined && columnWidths[each].grow !== undefined);
  const kept = grown.map((each) => [each, shownWidth(grid, each)] as const);
  return Object.fromEntries(kept.filter(([each, width]) => width > columnWidths[each].least));
}
