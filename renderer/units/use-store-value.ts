import { useEffect, useState } from 'react';
import { createPace } from './table/pace.ts';
import type { UnitStore } from './table/unit-store.ts';

/** Minimum time between two reads of the whole fleet's data, in ms. */
const interval = 300;

/**
 * A value read from the store, at most a few times a second, however many updates arrive. `read` must be a stable
 * function.
 */
export function useStoreValue<T>(store: UnitStore, read: (store: UnitStore) => T): T {
  const [value, setValue] = useState(() => read(store));
  useEffect(() => {
    const pace = createPace(() => setValue(() => read(store)), interval);
    pace.changed();
    const unsubscribe = store.subscribe(pace.changed);
    return () => {
      unsubscribe();
      pace.stop();
    };
  }, [store, read]);
  return value;
}
