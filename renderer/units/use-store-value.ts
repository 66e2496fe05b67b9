import { useEffect, useState } from 'react';
import { createPace } from './table/pace.ts';
import type { UnitStore } from './table/unit-store.ts';

/** Time between two readings of what is drawn from the whole fleet, in ms. */
const interval = 300;

/**
 * Something read from the store, read again a few times a second at most, however many updates arrive. `read` must be
 * the same function as long as it reads the same.
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
