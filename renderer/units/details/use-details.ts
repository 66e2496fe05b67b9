import { type KeyboardEvent, type RefObject, useCallback, useEffect, useRef } from 'react';
import type { Pane } from '../fleet-bar.tsx';

/** What opens and closes the details, and where the focus goes. */
export interface Details {
  /** What the table and the panel are in. */
  readonly stage: RefObject<HTMLDivElement | null>;
  readonly heading: RefObject<HTMLHeadingElement | null>;
  /** The focus stays in the table, whose arrow keys turn the pages; Enter goes into a panel that is open already. */
  readonly open: (id: string, by: 'key' | 'pointer') => void;
  /** The focus goes back to the row. */
  readonly close: () => void;
  /** Escape in the table or in the panel closes it. */
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** The details as a part of the screen. */
export function useDetails(pane: Pane): Details {
  const stage = useRef<HTMLDivElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const latest = useRef(pane);
  useEffect(() => {
    latest.current = pane;
  });

  const open = useCallback((_id: string, by: 'key' | 'pointer') => {
    // A double click has marked the word under it.
    if (by === 'pointer') window.getSelection()?.empty();
    if (!latest.current.open) latest.current.toggle();
    else if (by === 'key') heading.current?.focus();
  }, []);
  const close = useCallback(() => {
    if (latest.current.open) latest.current.toggle();
    stage.current?.querySelector<HTMLElement>('[role="grid"]')?.focus({ preventScroll: true });
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    const { target } = event;
    if (event.key !== 'Escape' || event.defaultPrevented || !pane.open || !(target instanceof Element))
      return;
    // What else there is in the table has its own use for Escape.
    if (target.closest('.details') === null && !target.matches('[role="grid"]')) return;
    event.preventDefault();
    close();
  };
  return { stage, heading, open, close, onKeyDown };
}
