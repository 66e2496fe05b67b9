import type { Rows } from './rows.ts';
import type { UnitRows } from './unit-rows.ts';

/** The rows that are shown, in the order of the table. */
export interface ShownRows {
  readonly count: number;
  /** The row at a position; undefined beyond the end. */
  row(position: number): number | undefined;
  /** The position of a row, -1 when it is not shown. */
  position(row: number): number;
  /** The IDs of the units from one position up to, and without, another. */
  ids(from: number, to: number): string[];
}

/** `view` are the rows in their order; `rows` what they are of. */
export function showRows(view: Rows, rows: UnitRows): ShownRows {
  /** By row, one more than its position; made when somebody asks for one. */
  let positions: Rows | null = null;
  return {
    count: view.length,
    row: (position) => view[position],
    position(row) {
      positions ??= positionsOf(view, rows.units.length);
      return (positions[row] ?? 0) - 1;
    },
    ids(from, to) {
      const ids: string[] = [];
      for (const row of view.subarray(Math.max(0, from), Math.max(0, to))) {
        const unit = rows.units[row];
        if (unit !== undefined) ids.push(unit.id);
      }
      return ids;
    },
  };
}

function positionsOf(view: Rows, count: number): Rows {
  const positions = new Uint32Array(count);
  for (let position = 0; position < view.length; position += 1) positions[view[position] ?? 0] = position + 1;
  return positions;
}
