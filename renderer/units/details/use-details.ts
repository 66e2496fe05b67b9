import { type KeyboardEvent, type RefObject, useCallback, useEffect, useRef } from 'react';
import type { Pane } from '../fleet-bar.tsx';

/** Opens and closes the details panel, and moves the focus. */
export interface Details {
  /** The element around the table and the panel. */
  readonly stage: RefObject<HTMLDivElement | null>;
  readonly heading: RefObject<HTMLHeadingElement | null>;
  /** Focus stays in the table, whose arrow keys switch units; Enter moves it into a panel that is already open. */
  readonly open: (id: string, by: 'key' | 'pointer') => void;
  /** The focus returns to the table. */
  readonly close: () => void;
  /** Escape in the table or in the panel closes it. */
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** The details panel as part of the screen. */
export function useDetails(pane: Pane): Details {
  const stage = useRef<HTMLDivElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const latest = useRef(pane);
  useEffect(() => {
    latest.current = pane;
  });

  const open = useCallback((_id: string, by: 'key' | 'pointer') => {
    // A double click selects the word under it.
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
    // Other elements in the table have their own use for Escape.
    if (target.closest('.details') === null && !target.matches('[role="grid"]')) return;
    event.preventDefault();
    close();
  };
  return { stage, heading, open, close, onKeyDown };
}
