import { type RefObject, useEffect, useRef, useState } from 'react';

/** The height of a row in px; must match console.css. */
export const rowHeight = 20;
/** Chromium limits elements to about 33 million px; above this height the scroll range is compressed. */
const highest = 16_000_000;
/** Extra rows rendered above and below the visible ones. */
const beyond = 4;

/** Which of `count` rows are rendered and where, and a function that scrolls to a row. */
export function useSight(scroller: RefObject<HTMLDivElement | null>, count: number) {
  const { top, height: seen } = useScroll(scroller);
  const height = Math.min(count * rowHeight, highest);
  const visible = Math.ceil(seen / rowHeight);
  const way = Math.max(1, height - seen);
  const last = Math.max(0, count - Math.floor(seen / rowHeight));
  const shortened = count * rowHeight > highest;
  const first = shortened ? Math.min(last, Math.round((top / way) * last)) : Math.floor(top / rowHeight);
  const from = Math.max(0, Math.min(first, count) - beyond);
  const geometry = useRef({ first, visible, way, last, shortened });
  geometry.current = { first, visible, way, last, shortened };

  const [bring] = useState(() => (row: number) => {
    const now = geometry.current;
    const element = scroller.current;
    if (element === null || (row >= now.first && row < now.first + now.visible - 1)) return;
    const target = Math.max(0, row - Math.floor(now.visible / 2));
    element.scrollTop = now.shortened
      ? (Math.min(target, now.last) / now.last) * now.way
      : target * rowHeight;
  });
  return {
    /** The first rendered row, and how many there are. */
    from,
    rows: Math.max(0, Math.min(count - from, visible + 2 * beyond)),
    visible,
    /** The height of all rows, and the place of the first rendered one, px. */
    height,
    offset: shortened ? Math.min(top, height - seen) - Math.min(from, beyond) * rowHeight : from * rowHeight,
    bring,
  };
}

function useScroll(scroller: RefObject<HTMLDivElement | null>) {
  const [sight, setSight] = useState({ top: 0, height: 400 });
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const look = () => setSight({ top: element.scrollTop, height: element.clientHeight });
    look();
    element.addEventListener('scroll', look, { passive: true });
    const resized = new ResizeObserver(look);
    resized.observe(element);
    return () => {
      element.removeEventListener('scroll', look);
      resized.disconnect();
    };
  }, [scroller]);
  return sight;
}
