import { type RefObject, useLayoutEffect, useState } from 'react';
import { onSize } from '../../ui/on-size.ts';
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
    return onSize(row, measure);
  }, [element]);
  return fitting;
}
