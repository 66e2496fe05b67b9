import type { UnitUpdate } from '../../../electron/contract/live.ts';
import { gather, overlaid } from '../../../electron/contract/overlay.ts';
import type { Unit } from '../../../electron/contract/units.ts';
import { createSlices, type SlicesParts } from './slices.ts';
import { createUnitRows, type UnitRows } from './unit-rows.ts';
import type { UnitText } from './unit-text.ts';

/** Builds the rows of a reloaded list beside the shown rows, and keeps them until they replace those. */
export type ListExchange = ReturnType<typeof createListExchange>;

/** Creates an idle exchange. */
export function createListExchange(parts: SlicesParts) {
  const slices = createSlices(parts);
  let overlay: Overlay | null = null;
  let fresh: { readonly rows: UnitRows; readonly overlay: Overlay } | null = null;
  let next: UnitRows | null = null;

  return {
    /** Rows are being built. */
    get busy(): boolean {
      return slices.busy;
    },
    /** Finished rows, not shown yet. */
    get next(): UnitRows | null {
      return next;
    },
    /** A list starts loading: live updates from now on override its rows. */
    begin(): void {
      overlay = createLiveOverlay();
    },
    /** The list has finished loading. */
    end(): void {
      overlay = null;
    },
    /** The unit of the list with the live updates received since the list started loading. */
    over: (unit: Unit): Unit => overlay?.over(unit) ?? unit,
    /** Builds the rows of a complete list; `before` are the rows it replaces, `made` is called once `next` is set. */
    start(units: readonly Unit[], text: UnitText, before: UnitRows, made: () => void): void {
      const own = { rows: createUnitRows(text, before), overlay: overlay ?? createLiveOverlay() };
      fresh = own;
      const done = () => {
        own.rows.complete();
        fresh = null;
        next = own.rows;
        made();
      };
      slices.run(fill(own.rows, own.overlay, units), { done });
    },
    /** Applies a live update; true if a row of `next` has changed. */
    take(update: UnitUpdate): boolean {
      overlay?.take(update);
      fresh?.overlay.take(update);
      fresh?.rows.change(update);
      return next?.change(update) !== undefined;
    },
    /** The tags or the note of a unit have changed. */
    renote(id: string): void {
      fresh?.rows.renote(id);
      next?.renote(id);
    },
    setText(text: UnitText): void {
      fresh?.rows.setText(text);
      next?.setText(text);
    },
    setWords: (words: readonly string[]): void => next?.search.setWords(words),
    /** The rows of `next` are shown now and are released here. */
    taken(): void {
      next = null;
    },
    /** Cancels what is being built, and clears all rows. */
    clear(): void {
      slices.cancel();
      overlay = null;
      fresh = null;
      next = null;
    },
  };
}

function* fill(rows: UnitRows, overlay: Overlay, units: readonly Unit[]): Generator<undefined, void> {
  for (const [index, unit] of units.entries()) {
    rows.add(overlay.over(unit));
    if (index % 256 === 0) yield;
  }
}

type Overlay = ReturnType<typeof createLiveOverlay>;

/** Live updates received while a list is loading: they are newer than the list, however late its pages arrive. */
function createLiveOverlay() {
  const updates = new Map<string, UnitUpdate>();
  return {
    take: (update: UnitUpdate): void => gather(updates, update),
    /** The unit of the list with the live updates received since. */
    over: (unit: Unit): Unit =>
      updates.size === 0 ? unit : overlaid(unit, updates.get(unit.id), Date.now()),
  };
}
