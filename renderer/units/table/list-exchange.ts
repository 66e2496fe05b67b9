import type { UnitUpdate } from '../../../electron/contract/live.ts';
import type { Unit } from '../../../electron/contract/units.ts';
import { createLiveOverlay, type LiveOverlay } from './live-overlay.ts';
import { createSlices, type SlicesParts } from './slices.ts';
import { createUnitRows, type UnitRows } from './unit-rows.ts';
import type { UnitText } from './unit-text.ts';

/** Builds the rows of a reloaded list beside the shown rows, and keeps them until they replace those. */
export interface ListExchange {
  /** Rows are being built. */
  readonly busy: boolean;
  /** Finished rows, not shown yet. */
  readonly next: UnitRows | null;
  /** A list starts loading: live updates from now on override its rows. */
  begin(): void;
  /** The list has finished loading. */
  end(): void;
  /** The unit of the list with the live updates received since the list started loading. */
  over(unit: Unit): Unit;
  /** Builds the rows of a complete list; `before` are the rows it replaces, `made` is called once `next` is set. */
  start(units: readonly Unit[], text: UnitText, before: UnitRows, made: () => void): void;
  /** Applies a live update; true if a row of `next` has changed. */
  take(update: UnitUpdate): boolean;
  setText(text: UnitText): void;
  setWords(words: readonly string[]): void;
  /** The rows of `next` are shown now and are released here. */
  taken(): void;
  /** Stops, and drops all rows. */
  stop(): void;
}

/** Creates an idle exchange. */
export function createListExchange(parts: SlicesParts): ListExchange {
  const slices = createSlices(parts);
  let overlay: LiveOverlay | null = null;
  let fresh: { readonly rows: UnitRows; readonly overlay: LiveOverlay } | null = null;
  let next: UnitRows | null = null;

  return {
    get busy() {
      return slices.busy;
    },
    get next() {
      return next;
    },
    begin() {
      overlay = createLiveOverlay();
    },
    end() {
      overlay = null;
    },
    over: (unit) => overlay?.over(unit) ?? unit,
    start(units, text, before, made) {
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
    take(update) {
      overlay?.take(update);
      fresh?.overlay.take(update);
      fresh?.rows.change(update);
      return next?.change(update) !== undefined;
    },
    setText(text) {
      fresh?.rows.setText(text);
      next?.setText(text);
    },
    setWords: (words) => next?.search.setWords(words),
    taken() {
      next = null;
    },
    stop() {
      slices.stop();
      overlay = null;
      fresh = null;
      next = null;
    },
  };
}

function* fill(rows: UnitRows, overlay: LiveOverlay, units: readonly Unit[]): Generator<undefined, void> {
  for (const [index, unit] of units.entries()) {
    rows.add(overlay.over(unit));
    if (index % 256 === 0) yield;
  }
}
