/** How long the mark of a change is strong, and how long it exists, in ms. */
const strong = 500;
const whole = 1_700;
/**
 * Expired marks are removed together with every new mark, or after this many ms without one: a sweep costs one repaint,
 * and none of its own if there is a new mark.
 */
const interval = 600;

interface Marked {
  readonly element: HTMLElement;
}

/**
 * Marks cells that have just changed, for a moment. The marks fade in two steps and not in an animation, which would
 * repaint every frame: in a busy fleet some cell is always fading.
 */
export function createHighlights() {
  const begun = new Map<Marked, number>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const unmark = (cell: Marked) => {
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
    mark(cells: readonly Marked[]): void {
      if (cells.length === 0) return;
      const now = performance.now();
      for (const cell of cells) {
        cell.element.setAttribute('data-changed', 'now');
        begun.set(cell, now);
      }
      sweep(now);
    },
    /** Removes the marks, because these cells now show another unit. */
    clear(cells: readonly Marked[]): void {
      if (begun.size === 0) return;
      for (const cell of cells) if (begun.has(cell)) unmark(cell);
    },
  };
}
