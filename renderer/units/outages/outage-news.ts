import type { Unit } from '../../../electron/contract/units.ts';

/**
 * Compares the outages of one look with those of the one before. An outage is new until somebody has seen it; so is an
 * entrapment in a unit that was out of service before.
 */
export function createOutageNews() {
  /** By unit, whether somebody is trapped in it; null until the first whole list. */
  let known: Map<string, boolean> | null = null;
  let fresh: ReadonlySet<string> = new Set();
  return {
    /** The units with an outage that nobody has seen yet; another object whenever that changes. */
    fresh: (): ReadonlySet<string> => fresh,
    /**
     * Takes the units that are out of service now and returns those that are new. Those of the first whole list are not:
     * then everything would be.
     * @param isWhole they are those of a whole list
     */
    look(outages: readonly Unit[], isWhole: boolean): Unit[] {
      if (known === null && !isWhole) return [];
      const before = known;
      const isNew = (unit: Unit) => {
        const wasTrapped = before?.get(unit.id);
        return before !== null && (wasTrapped === undefined || (isTrapped(unit) && !wasTrapped));
      };
      known = new Map(outages.map((unit) => [unit.id, isTrapped(unit)]));
      const arrived = outages.filter(isNew);
      const still = [...fresh].filter((id) => known?.has(id));
      if (arrived.length > 0 || still.length < fresh.size)
        fresh = new Set([...still, ...arrived.map(({ id }) => id)]);
      return arrived;
    },
    /** Somebody has seen the outages of these units, or all. */
    seen(ids: Iterable<string> = fresh): void {
      const left = new Set(fresh);
      for (const id of ids) left.delete(id);
      if (left.size < fresh.size) fresh = left;
    },
    /** Begins anew, for another account. */
    clear(): void {
      known = null;
      fresh = new Set();
    },
  };
}

function isTrapped({ condition }: Unit): boolean {
  return condition === 'entrapment';
}
