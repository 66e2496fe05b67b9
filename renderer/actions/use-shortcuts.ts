import { useEffect } from 'react';
import { isMac, keysOf } from './keys.ts';
import { isCovered, perform } from './perform.ts';
import { allActions } from './registry.ts';
import { useLatestHere } from './use-latest-here.ts';

/**
 * Answers the keys of the actions, wherever the focus is. What has the focus comes first: a key that it has used is not
 * ours any more, and "?" is a character while somebody types. In a dialog only those that change nothing in it work.
 */
export function useShortcuts(): void {
  const latest = useLatestHere();
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const keys = keysOf(event, isMac);
      if (keys === null || (keys === '?' && isTyping(event.target))) return;
      const action = allActions.find((each) => each.keys?.includes(keys));
      if (action === undefined) return;
      // Also where it is not possible now: Ctrl+R must never mean anything else.
      event.preventDefault();
      if (!isCovered(action) && (!event.repeat || action.anywhere === true)) perform(action, latest.current);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [latest]);
}

/** Whether what has the focus takes characters. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  if (target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(target.type);
}
