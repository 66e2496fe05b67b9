import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import { createPace } from '../table/pace.ts';
import type { UnitStore } from '../table/unit-store.ts';
import type { UnitText } from '../table/unit-text.ts';
import { createRowPool, type Marks, type RowPool, type Sight } from './row-pool.ts';

interface Options {
  readonly grid: RefObject<HTMLElement | null>;
  readonly body: RefObject<HTMLElement | null>;
  readonly store: UnitStore;
  readonly marks: Marks;
  /** The current time, ms since 1970; every tick rewrites the ages. */
  readonly now: number;
  readonly onSight: (sight: Sight) => void;
}

/** Minimum time between two writes of live updates, in ms: nobody can read faster, and each write is painted. */
const liveInterval = 100;

/** Keeps the pool of rows in sync with the store, the scroll position and the size of the table. */
export function useRowPool({ grid, body, store, marks, now, onSight }: Options): void {
  const render = useRef<(afresh: boolean) => void>(() => undefined);
  const pool = useRef<RowPool | null>(null);
  const written = useRef<{ now: number; text: UnitText } | null>(null);

  useLayoutEffect(() => {
    if (grid.current === null || body.current === null) return;
    pool.current ??= createRowPool(grid.current, body.current, store);
    const { current } = pool;
    render.current = (afresh) => onSight(current.render(marks, afresh, () => render.current(false)));
    const afresh = written.current?.now !== now || written.current.text !== store.text;
    written.current = { now, text: store.text };
    render.current(afresh);
  });

  useEffect(() => {
    const element = grid.current;
    if (element === null) return;
    const follow = () => render.current(false);
    let frame = 0;
    const pace = createPace(() => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => pool.current?.refresh());
    }, liveInterval);
    const live = store.subscribe(() => {
      if (pool.current?.hasNews) pace.changed();
    });
    element.addEventListener('scroll', follow, { passive: true });
    const resized = new ResizeObserver(follow);
    resized.observe(element);
    return () => {
      pool.current?.close();
      live();
      pace.stop();
      cancelAnimationFrame(frame);
      element.removeEventListener('scroll', follow);
      resized.disconnect();
    };
  }, [grid, store]);
}
