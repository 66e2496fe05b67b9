import type { KeyValue } from '../ports.ts';

/**
 * Two stores as one. A store that is one file reads and writes all of it each time: what is large goes into a file of its
 * own, so that the small entries, which are renewed often, do not carry it along.
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
