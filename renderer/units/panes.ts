import { type Observable, observable } from '../observable.ts';

/** Which parts of the screen around the table are open. */
export interface Panes {
  /** Null until the user has chosen; until then the window's height decides. */
  readonly overview: Observable<boolean | null>;
  readonly details: Observable<boolean>;
}

/** The initial state: details closed, the overview open if there is room for it. */
export function createPanes(): Panes {
  return { overview: observable<boolean | null>(null), details: observable(false) };
}
