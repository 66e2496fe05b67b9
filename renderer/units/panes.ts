import { type Observable, observable } from '../observable.ts';

/** Which parts of the screen around the table are open. */
export interface Panes {
  /** Null until the person has chosen; the height of the window decides then. */
  readonly overview: Observable<boolean | null>;
  readonly details: Observable<boolean>;
}

/** As at the start of a run: details closed, and the overview where there is room for it. */
export function createPanes(): Panes {
  return { overview: observable<boolean | null>(null), details: observable(false) };
}
