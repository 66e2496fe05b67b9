/** Which units the list has that was begun last. */
export function createListedUnits() {
  /** The number of the list in which each unit was last seen. */
  let seen = new Uint32Array(1_024);
  let list = 0;
  let isBroken = false;

  return {
    /** Another list begins. */
    begin(): void {
      list += 1;
      isBroken = false;
    },
    /** Some of it was lost: which units it had until now is not known any more. */
    lose(): void {
      list += 1;
      isBroken = true;
    },
    /** Whether some of it was lost. */
    isBroken: () => isBroken,
    add(unit: number): void {
      if (unit >= seen.length) {
        const old = seen;
        seen = new Uint32Array(Math.max(unit + 1, old.length * 2));
        seen.set(old);
      }
      seen[unit] = list;
    },
    has: (unit: number): boolean => seen[unit] === list,
  };
}
