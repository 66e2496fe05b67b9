import { type RefObject, useEffect, useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import { createRowPool, type Marks, type RowPool } from './row-pool.ts';
import type { UnitStore } from './unit-store.ts';
import type { UnitText } from './unit-text.ts';

interface Options {
  readonly grid: RefObject<HTMLElement | null>;
  readonly body: RefObject<HTMLElement | null>;
  readonly store: UnitStore;
  readonly marks: Marks;
}

/** Keeps the pool of rows in step with the store, the scroll position and the size of the table. */
export function useRowPool({ grid, body, store, marks }: Options): void {
  useSyncExternalStore(store.subscribe, store.version);
  const pool = useRef<RowPool | null>(null);
  const latest = useRef(marks);
  const written = useRef<{ now: number; text: UnitText } | null>(null);

  useLayoutEffect(() => {
    latest.current = marks;
    if (grid.current === null || body.current === null) return;
    pool.current ??= createRowPool(grid.current, body.current, store);
    const afresh = written.current?.now !== marks.now || written.current.text !== store.text;
    written.current = { now: marks.now, text: store.text };
    pool.current.render(marks, afresh);
  });

  useEffect(() => {
    const element = grid.current;
    if (element === null) return;
    const follow = () => pool.current?.render(latest.current, false);
    element.addEventListener('scroll', follow, { passive: true });
    const resized = new ResizeObserver(follow);
    resized.observe(element);
    return () => {
      element.removeEventListener('scroll', follow);
      resized.disconnect();
    };
  }, [grid]);
}
