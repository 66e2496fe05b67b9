import { type FocusEvent, type KeyboardEvent, type RefObject, useEffect, useRef } from 'react';
import { placeForKey } from './use-roving.ts';

/** What is in the element but has its own tab stops: what opens over it, and what asks for something. */
const apart = '[popover], dialog, .message, .clipboard-chip';

/**
 * Gives all buttons in an element one tab stop, whoever renders them; the arrow keys, Home and End lead from one to the
 * next. Fields keep their own. Keys that a part of the element has used already are left alone.
 */
export function useOneTabStop<T extends HTMLElement>(): {
  readonly ref: RefObject<T | null>;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onFocus: (event: FocusEvent) => void;
} {
  const ref = useRef<T>(null);
  const current = useRef<Element | null>(null);
  const settle = useRef(() => {
    if (ref.current === null) return;
    const buttons = buttonsOf(ref.current);
    const stop = buttons.find((each) => each === current.current) ?? buttons[0];
    for (const each of buttons) each.tabIndex = each === stop ? 0 : -1;
  });
  useEffect(() => {
    if (ref.current === null) return;
    let frame = 0;
    // Once a frame, just before it is laid out: what is visible is reckoned once for both.
    const settleSoon = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(settle.current);
    };
    settleSoon();
    const changed = new MutationObserver(settleSoon);
    changed.observe(ref.current, { childList: true, subtree: true });
    // A narrow window may hide some of them.
    window.addEventListener('resize', settleSoon);
    return () => {
      cancelAnimationFrame(frame);
      changed.disconnect();
      window.removeEventListener('resize', settleSoon);
    };
  }, []);
  return {
    ref,
    onKeyDown(event) {
      if (ref.current === null || event.defaultPrevented || event.altKey || event.ctrlKey) return;
      const buttons = buttonsOf(ref.current);
      const place = buttons.indexOf(event.target as HTMLButtonElement);
      const next = place < 0 ? null : placeForKey(event.key, place, buttons.length);
      if (next === null) return;
      event.preventDefault();
      buttons[next]?.focus();
    },
    onFocus({ target }) {
      if (ref.current === null || !buttonsOf(ref.current).some((each) => each === target)) return;
      current.current = target;
      settle.current();
    },
  };
}

function buttonsOf(element: HTMLElement): HTMLButtonElement[] {
  return [...element.querySelectorAll('button')].filter(
    (each) => each.closest(apart) === null && each.checkVisibility(),
  );
}
