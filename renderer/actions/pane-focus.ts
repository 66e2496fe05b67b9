import type { Here } from './action.ts';

/** What the keyboard can reach, as far as we use it. */
const reachable =
  'a[href], button, input, select, textarea, summary, [tabindex]:not([tabindex="-1"]), [role="grid"]';

/** Where the focus was last in each pane, so that it comes back to the same place. */
const lastIn = new WeakMap<Element, WeakRef<HTMLElement>>();

/**
 * Moves the focus to the next pane of the window, or the one before: header, places, toolbar, table, details. Panes are
 * marked by `data-pane`; one that holds others is left out, because they are reached one by one.
 */
export function focusNextPane(step: 1 | -1): void {
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter(
    (pane) => pane.checkVisibility() && pane.querySelector('[data-pane]') === null,
  );
  const { activeElement } = document;
  const here = panes.findIndex((pane) => pane.contains(activeElement));
  const left = panes[here];
  if (left !== undefined && activeElement instanceof HTMLElement)
    lastIn.set(left, new WeakRef(activeElement));
  // From outside of all panes, forward leads to the first and back to the last.
  const start = here < 0 && step < 0 ? 0 : here;
  for (let away = 1; away <= panes.length; away += 1) {
    const pane = panes[(start + step * away + panes.length) % panes.length];
    const target = pane && targetIn(pane);
    if (!target) continue;
    target.focus();
    if (document.activeElement === target) return;
  }
}

function targetIn(pane: HTMLElement): HTMLElement | undefined {
  const last = lastIn.get(pane)?.deref();
  if (last?.isConnected && pane.contains(last) && last.checkVisibility()) return last;
  if (pane.matches(reachable)) return pane;
  return [...pane.querySelectorAll<HTMLElement>(reachable)].find((each) => each.checkVisibility());
}

/** Puts the cursor into the search of the screen, or else into that of the units. */
export function focusSearch({ place }: Here): void {
  if (enterSearch()) return;
  place.set('units');
  // Once the screen is there.
  requestAnimationFrame(enterSearch);
}

function enterSearch(): boolean {
  const field = document.querySelector<HTMLInputElement>('.screen input[type="search"]');
  if (field === null || !field.checkVisibility()) return false;
  field.focus();
  field.select();
  return true;
}
