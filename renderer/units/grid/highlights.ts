/** How long the mark of a change is strong, and how long it is there at all, in ms. */
const strong = 500;
const whole = 1_700;
/**
 * It is looked for marks that have had their time with every new mark, and when there was none for so long, in ms: all of
 * one look cost one repaint, and with a new mark none.
 */
const interval = 600;

interface Marked {
  readonly element: HTMLElement;
}

/** Marks cells for a moment. */
export interface Highlights<T extends Marked> {
  mark(cells: readonly T[]): void;
  /** Takes the marks away: these cells show another unit from now on. */
  clear(cells: readonly T[]): void;
}

/**
 * Keeps the marks on what has just changed. They pale in two steps and not in an animation: that would be painted anew
 * with every frame, and on a lively fleet some cell is always paling.
 */
export function createHighlights<T extends Marked>(): Highlights<T> {
  const begun = new Map<T, number>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const unmark = (cell: T) => {
    cell.element.removeAttribute('data-changed');
    begun.delete(cell);
  };
  const sweep = (now = performance.now()) => {
    clearTimeout(timer);
    timer = undefined;
    for (const [cell, time] of begun) {
      if (now - time >= whole) unmark(cell);
      else if (now - time >= strong) cell.element.setAttribute('data-changed', 'just');
    }
    if (begun.size > 0) timer = setTimeout(sweep, interval);
  };

  return {
    mark(cells) {
      if (cells.length === 0) return;
      const now = performance.now();
      for (const cell of cells) {
        cell.element.setAttribute('data-changed', 'now');
        begun.set(cell, now);
      }
      sweep(now);
    },
    clear(cells) {
      if (begun.size === 0) return;
      for (const cell of cells) if (begun.has(cell)) unmark(cell);
    },
  };
}
