import { useEffect, useState } from 'react';
import { idleMoment } from './loading/idle.ts';

/** Rows that are drawn at once. */
const step = 50;

/**
 * How many of `count` rows to draw now: some, and with each paint as many more, because a thousand rows at once keep the window
 * from every key meanwhile. Their row component must be a memo.
 */
export function useGrowing(count: number): number {
  const [drawn, setDrawn] = useState(step);
  // Other rows take the place of these: they begin anew.
  if (drawn > step && drawn - step >= count) setDrawn(Math.max(step, count));
  useEffect(() => {
    if (drawn >= count) return;
    let left = false;
    void idleMoment().then(() => {
      if (!left) setDrawn(drawn + step);
    });
    return () => {
      left = true;
    };
  }, [drawn, count]);
  return Math.min(drawn, count);
}
