import type { KeyValue } from '../ports.ts';

/**
 * Two stores as one. A single-file store reads and writes the whole file each time, so large entries go to another
 * store: the small ones, which change often, stay fast.
 */
export function splitKeyValue(small: KeyValue, large: KeyValue, isLarge: (key: string) => boolean): KeyValue {
  const of = (key: string) => (isLarge(key) ? large : small);
  return {
    get: (key) => of(key).get(key),
    keys: () => [...small.keys(), ...large.keys()],
    set: (key, value) => of(key).set(key, value),
    delete: (key) => of(key).delete(key),
    quarantine(keys) {
      small.quarantine(keys.filter((key) => !isLarge(key)));
      large.quarantine(keys.filter(isLarge));
    },
    forgetQuarantined() {
      small.forgetQuarantined();
      large.forgetQuarantined();
    },
  };
}
