import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import { useServices } from '../services.ts';

/** Rows that Page Up and Page Down pass over. */
const page = 10;

/**
 * The keyboard in a table of incidents, whose rows have one tab stop: the arrows move, Shift with them chooses, Ctrl+A
 * chooses all, Enter opens the unit. The focus stays in the table when the row that has it goes away.
 */
export function useIncidentKeys(onOpen: (key: string) => void) {
  const { incidents } = useServices();
  const { selection } = incidents;
  const state = useSyncExternalStore(selection.subscribe, selection.get);
  const body: RefObject<HTMLTableSectionElement | null> = useRef(null);
  const isWithin = useRef(false);
  useLayoutEffect(() => {
    const { current } = body;
    if (current === null || !isWithin.current) return;
    const { activeElement } = document;
    const active = current.querySelector<HTMLElement>('tr[data-active="true"] input');
    const isLost = activeElement === document.body;
    const isBehind = activeElement?.matches('input') === true && current.contains(activeElement);
    if (active !== activeElement && (isLost || isBehind)) active?.focus();
  });
  const cursor = selection.cursor();
  return {
    state,
    /** The key of the row with the tab stop, and its place. */
    active: selection.keys()[cursor] ?? null,
    cursor,
    around: {
      ref: body,
      onFocus: () => {
        isWithin.current = true;
      },
      onBlur: ({ target, relatedTarget }: { target: Element; relatedTarget: Element | null }) => {
        // One that goes away has not been left.
        if (target.isConnected || relatedTarget !== null) isWithin.current = false;
      },
      onKeyDown(event: KeyboardEvent): void {
        const mod = event.ctrlKey || event.metaKey;
        if (event.altKey || event.defaultPrevented) return;
        if (mod && event.key.toLowerCase() === 'a' && !event.shiftKey) {
          event.preventDefault();
          selection.toggleAll();
          return;
        }
        const isCheckbox = event.target instanceof HTMLInputElement;
        const key = selection.keys()[cursor];
        if (event.key === 'Enter' && isCheckbox && key !== undefined) {
          event.preventDefault();
          onOpen(key);
          return;
        }
        const next = mod ? null : placeAfter(event.key, cursor, selection.keys().length);
        if (next === null) return;
        event.preventDefault();
        selection.move(next, event.shiftKey);
      },
    },
  };
}

function placeAfter(key: string, cursor: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return cursor + 1;
    case 'ArrowUp':
      return cursor - 1;
    case 'PageDown':
      return cursor + page;
    case 'PageUp':
      return cursor - page;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
