import { type Column, moveBy, toggle } from '../table/columns.ts';
import type { UnitStore } from '../table/unit-store.ts';
import { shownWidth, widthToFit } from './column-sizes.ts';

/** What can be done with a column by key or from its menu. */
export const columnCommands = ['left', 'right', 'wider', 'narrower', 'fit', 'hide'] as const;
export type ColumnCommand = (typeof columnCommands)[number];

/** The keys of these commands, all with Alt and Shift. */
const commandKeys = {
  left: 'ArrowLeft',
  right: 'ArrowRight',
  wider: 'ArrowUp',
  narrower: 'ArrowDown',
} as const satisfies Partial<Record<ColumnCommand, string>>;

/** How much wider or narrower a command makes a column, in px. */
const step = 24;

interface PressedKey {
  readonly key: string;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** The command of a key, or null. */
export function columnCommandFor({ key, altKey, shiftKey }: PressedKey): ColumnCommand | null {
  if (!altKey || !shiftKey) return null;
  return columnCommands.find((command) => command in commandKeys && keyOf(command) === key) ?? null;
}

/** The key of a command, without Alt and Shift; undefined if it has none. */
export function keyOf(command: ColumnCommand): string | undefined {
  return (commandKeys as Partial<Record<ColumnCommand, string>>)[command];
}

/** Whether a command would change anything: the last column cannot be hidden, the first cannot go further left. */
export function isPossible(command: ColumnCommand, column: Column, shown: readonly Column[]): boolean {
  if (command === 'hide') return shown.length > 1;
  if (command === 'left') return shown[0] !== column;
  return command !== 'right' || shown.at(-1) !== column;
}

/** Changes the place or the width of a column of the table, or hides it. */
export function changeColumn(
  command: ColumnCommand,
  column: Column,
  store: UnitStore,
  grid: HTMLElement,
): void {
  const { columns } = store;
  const width = shownWidth(grid, column);
  const changes: Readonly<Record<ColumnCommand, () => void>> = {
    left: () => store.setColumns(moveBy(columns, column, -1)),
    right: () => store.setColumns(moveBy(columns, column, 1)),
    wider: () => store.setWidths({ [column]: width + step }),
    narrower: () => store.setWidths({ [column]: width - step }),
    fit: () => store.setWidths({ [column]: widthToFit(grid, column) }),
    hide: () => store.setColumns(toggle(columns, column)),
  };
  changes[command]();
}
