import { type RefObject, useLayoutEffect } from 'react';

/** Tells how many rows fit into a list, now and whenever its size changes: one at least. All rows are as high as the first. */
export function useFittingRows(list: RefObject<HTMLElement | null>, tell: (count: number) => void): void {
  useLayoutEffect(() => {
    const element = list.current;
    if (element === null) return;
    const measure = () => {
      const row = element.firstElementChild?.getBoundingClientRect().height ?? 0;
      if (row > 0) tell(Math.max(1, Math.floor(element.getBoundingClientRect().height / row)));
    };
    measure();
    const resized = new ResizeObserver(measure);
    resized.observe(element);
    return () => resized.disconnect();
  }, [list, tell]);
}
