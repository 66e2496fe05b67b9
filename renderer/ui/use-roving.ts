import { type FocusEvent, type KeyboardEvent, useState } from 'react';

/** Gives `count` buttons one tab stop; the arrow keys, or those of `placeFor`, move between them. */
export function useRoving(count: number, placeFor = placeForKey) {
  const [focused, setFocused] = useState(0);
  const current = Math.min(focused, count - 1);
  return {
    /** For the button at this place. */
    tabIndex: (place: number): 0 | -1 => (place === current ? 0 : -1),
    /** For the element around them. */
    around: {
      onKeyDown(event: KeyboardEvent<HTMLElement>): void {
        const next = placeFor(event.key, current, count);
        if (next === null) return;
        event.preventDefault();
        buttonsIn(event.currentTarget)[next]?.focus();
      },
      onFocus({ currentTarget, target }: FocusEvent<HTMLElement>): void {
        const places: readonly Element[] = buttonsIn(currentTarget);
        const place = places.indexOf(target);
        if (place >= 0) setFocused(place);
      },
    },
  };
}

/** The place that a key moves to, or null. */
export function placeForKey(key: string, current: number, count: number): number | null {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowDown':
      return Math.min(count - 1, current + 1);
    case 'ArrowLeft':
    case 'ArrowUp':
      return Math.max(0, current - 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

/** The same within a group of several such elements: a key that leads out at an end is left to the group. */
export function innerPlaceForKey(key: string, current: number, count: number): number | null {
  const next = placeForKey(key, current, count);
  return next === current && key.startsWith('Arrow') ? null : next;
}

function buttonsIn(element: HTMLElement): HTMLButtonElement[] {
  return [...element.querySelectorAll('button')];
}
