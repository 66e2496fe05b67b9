import { markTurn, type Slot } from '../grid/row-slot.ts';
import type { createTurns } from './turns.ts';

/** How often marks that are over are removed, in ms. */
const interval = 1_000;

/** Marks rows whose units have changed their condition, and removes the marks in time. `slots` are all rows there are. */
export function createTurnMarks(turns: ReturnType<typeof createTurns>, slots: () => readonly Slot[]) {
  let timer: ReturnType<typeof setTimeout> | undefined;

  function sweep(): void {
    for (const slot of slots()) markTurn(slot, slot.unit === null ? null : turns.of(slot.unit.id));
    timer = slots().some(({ turn }) => turn !== null) ? setTimeout(sweep, interval) : undefined;
  }

  return {
    /** The row shows the unit with this ID from now on. */
    mark(slot: Slot, id: string): void {
      const turn = turns.of(id);
      markTurn(slot, turn);
      if (turn !== null) timer ??= setTimeout(sweep, interval);
    },
    /** Nothing is marked any more. */
    close(): void {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
