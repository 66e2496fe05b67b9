/** Keeps the first few of many items without sorting all: a fleet has thousands of sites, and their numbers change. */
export function createForemost<T>(most: number, compare: (a: T, b: T) => number) {
  const items: T[] = [];
  return {
    /** In order; of equal ones the earlier comes first. */
    items,
    add(item: T): void {
      const last = items[most - 1];
      if (last !== undefined && compare(last, item) <= 0) return;
      const before = items.findIndex((each) => compare(item, each) < 0);
      items.splice(before < 0 ? items.length : before, 0, item);
      items.length = Math.min(items.length, most);
    },
  };
}
