/**
 * A value that can be watched, in the shape React's useSyncExternalStore expects. Setting the value it already holds
 * notifies nobody.
 */
export function observable<T>(initial: T) {
  let current = initial;
  const listeners = new Set<() => void>();
  return {
    get: (): T => current,
    set(value: T): void {
      if (Object.is(value, current)) return;
      current = value;
      for (const listener of [...listeners]) listener();
    },
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
