import { type KeyboardEvent, useCallback, useRef } from 'react';
import type { Pane } from '../panes.ts';

/** Opens and closes the details panel, and moves the focus. */
export function useDetails(pane: Pane) {
  /** The element around the table and the panel. */
  const stage = useRef<HTMLDivElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  /** Focus stays in the table, whose arrow keys switch units; Enter moves it into a panel that is already open. */
  const open = useCallback(
    (by: 'key' | 'pointer') => {
      // A double click selects the word under it.
      if (by === 'pointer') window.getSelection()?.empty();
      if (!pane.open) pane.toggle();
      else if (by === 'key') heading.current?.focus();
    },
    [pane],
  );
  /** The focus returns to the table. */
  const close = useCallback(() => {
    if (pane.open) pane.toggle();
    stage.current?.querySelector<HTMLElement>('[role="grid"]')?.focus({ preventScroll: true });
  }, [pane]);
  /** Escape in the table or in the panel closes it. */
  const onKeyDown = (event: KeyboardEvent): void => {
    const { target } = event;
    if (event.key !== 'Escape' || event.defaultPrevented || !pane.open || !(target instanceof Element))
      return;
    // Other elements in the table have their own use for Escape.
    if (target.closest('.details') === null && !target.matches('[role="grid"]')) return;
    event.preventDefault();
    close();
  };
  return { stage, heading, open, close, onKeyDown };
}
