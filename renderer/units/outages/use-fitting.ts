import { type RefObject, useLayoutEffect, useState } from 'react';
import { mostShown } from './open-outages.ts';

/** The width that an outage needs to be recognised, with its time in full, in px. */
const least = 240;

/** How many outages fit beside each other into an element: one at least. */
export function useFitting(element: RefObject<HTMLElement | null>): number {
  const [fitting, setFitting] = useState(mostShown);
  useLayoutEffect(() => {
    const row = element.current;
    if (row === null) return;
    const measure = () => setFitting(Math.max(1, Math.min(mostShown, Math.floor(row.clientWidth / least))));
    measure();
    const resized = new ResizeObserver(measure);
    resized.observe(row);
    return () => resized.disconnect();
  }, [element]);
  return fitting;
}
