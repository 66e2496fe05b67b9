import type { UnitUpdate } from '../../../electron/contract/live.ts';
import type { Unit } from '../../../electron/contract/units.ts';
import { createLiveOverlay, type LiveOverlay } from './live-overlay.ts';
import { createSlices, type SlicesParts } from './slices.ts';
import { createUnitRows, type UnitRows } from './unit-rows.ts';
import type { UnitText } from './unit-text.ts';

/** Makes the rows of a list that was read again beside those that are shown, and keeps them until they take their place. */
export interface ListExchange {
  /** Rows are being made. */
  readonly busy: boolean;
  /** Rows that are made. */
  readonly next: UnitRows | null;
  /** A list begins to be read: live updates from now on win over its rows. */
  begin(): void;
  /** It has come to its end. */
  end(): void;
  /** The unit of the list with what has been heard of it since the list began. */
  over(unit: Unit): Unit;
  /** Makes the rows of a complete list; `before` are those that it follows, `made` is called when `next` is there. */
  start(units: readonly Unit[], text: UnitText, before: UnitRows, made: () => void): void;
  /** True when a row of `next` has changed. */
  take(update: UnitUpdate): boolean;
  setText(text: UnitText): void;
  setWords(words: readonly string[]): void;
  /** The rows are shown now: they are no concern of this any more. */
  taken(): void;
  /** Drops everything. */
  stop(): void;
}

/** Begins with nothing to exchange. */
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
