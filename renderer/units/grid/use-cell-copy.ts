import { type RefObject, useEffect } from 'react';

/**
 * While the keys move by cell, Ctrl+C copies the text of the active cell. The table has nothing but what its rows show:
 * no token and no key. `text` is null while the keys move by row.
 */
export function useCellCopy(
  grid: RefObject<HTMLElement | null>,
  text: string | null,
  onCopied?: () => void,
): void {
  useEffect(() => {
    if (text === null) return;
    const listening = new AbortController();
    const { signal } = listening;
    /** Text that was selected with the mouse is copied by the browser. */
    const isMeant = () =>
      document.activeElement === grid.current && window.getSelection()?.isCollapsed !== false;
    // On the document: without selected text, the event is that of its body. It comes only if this one is taken.
    document.addEventListener('beforecopy', (event) => isMeant() && event.preventDefault(), { signal });
    document.addEventListener(
      'copy',
      (event) => {
        if (!isMeant() || event.clipboardData === null) return;
        event.preventDefault();
        event.clipboardData.setData('text/plain', text);
        onCopied?.();
      },
      { signal },
    );
    return () => listening.abort();
  }, [grid, text, onCopied]);
}
