/** Caches a function's results; the cache is emptied when it is full. */
export function remembered<K, V>(compute: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    let value = known.get(key);
    if (value === undefined) {
      if (known.size >= 20_000) known.clear();
      value = compute(key);
      known.set(key, value);
    }
    return value;
  };
}
