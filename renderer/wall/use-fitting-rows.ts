import { type RefObject, useLayoutEffect } from 'react';
import { onSize } from '../ui/on-size.ts';

/**
 * Tells how many items fit into a list, now and whenever its size changes: one at least. All are as large as the first, below each
 * other or in columns.
 */
export function useFittingRows(list: RefObject<HTMLElement | null>, tell: (count: number) => void): void {
  useLayoutEffect(() => {
    const element = list.current;
    if (element === null) return;
    const measure = () => {
      const item = element.firstElementChild?.getBoundingClientRect();
      if (item === undefined || item.height === 0) return;
      const { height, width } = element.getBoundingClientRect();
      // A gap between columns makes an item narrower than its part.
      tell(Math.max(1, Math.floor(height / item.height)) * Math.max(1, Math.floor(width / item.width)));
    };
    return onSize(element, measure);
  }, [list, tell]);
}
