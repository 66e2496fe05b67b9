/** The numbers of units: their places in the order of their first sight. They never change. */
export type UnitNumbers = ReturnType<typeof createUnitNumbers>;

export function createUnitNumbers() {
  const ids: string[] = [];
  const firstSights: number[] = [];
  const numbers = new Map<string, number>();

  /** A unit that is known with its number; those below that have none stay without an id. */
  function put(unit: number, id: string, at: number): void {
    keepTo(unit, at);
    ids[unit] = id;
    firstSights[unit] = at;
    numbers.set(id, unit);
  }

  /** The numbers below this one are given to no unit any more. */
  function keepTo(count: number, at: number): void {
    while (ids.length < count) {
      ids.push('');
      firstSights.push(at);
    }
  }

  return {
    count: () => ids.length,
    idOf: (unit: number): string => ids[unit] ?? '',
    /** When it was first seen, ms since 1970. */
    firstSightOf: (unit: number): number => firstSights[unit] ?? 0,
    numberOf: (id: string): number | undefined => numbers.get(id),
    /** @returns the number of a unit that has none yet */
    add(id: string, at: number): number {
      const number = ids.length;
      put(number, id, at);
      return number;
    },
    put,
    keepTo,
    /** No unit was first seen after this, ms since 1970. */
    cut(to: number): void {
      for (const [unit, at] of firstSights.entries()) firstSights[unit] = Math.min(at, to);
    },
  };
}
