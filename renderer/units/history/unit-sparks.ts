import type { UnitSpark } from '../../../electron/contract/ledger.ts';
import type { Unit } from '../../../electron/contract/units.ts';

/** The worst of each part of the last days: 0 not watched, 1 in service, 2 limited, 3 out of service, 4 maintenance. */
export type SparkCells = UnitSpark['cells'];

interface Spark {
  readonly cells: SparkCells;
  /** The condition when main was asked: another one adds to the last part. */
  readonly condition: Unit['condition'];
  /** ms since 1970 */
  readonly readAt: number;
}

/** How long a spark is good for, in ms: a part is six hours long. */
const lifetime = 10 * 60_000;
/** The units whose sparks are kept; more have been in sight only after a long day of scrolling. */
const most = 20_000;

/** What the column for the last 7 days shows, as far as its rows have been in sight. */
export type UnitSparks = ReturnType<typeof createUnitSparks>;

/** Creates the sparks, without any. */
export function createUnitSparks() {
  const sparks = new Map<string, Spark>();
  return {
    /** The parts of a unit, the oldest first; undefined until they are known. */
    of: (id: string): SparkCells | undefined => sparks.get(id)?.cells,
    /** Whether main has to be asked for this unit. */
    isDue({ id, condition }: Pick<Unit, 'id' | 'condition'>, now: number): boolean {
      const spark = sparks.get(id);
      if (spark === undefined || spark.condition !== condition) return true;
      // A clock that was set back makes a spark look as if it came from the future.
      return Math.abs(now - spark.readAt) >= lifetime;
    },
    set({ id, condition }: Pick<Unit, 'id' | 'condition'>, cells: SparkCells, now: number): void {
      sparks.delete(id);
      sparks.set(id, { cells, condition, readAt: now });
      if (sparks.size <= most) return;
      for (const oldest of sparks.keys()) {
        sparks.delete(oldest);
        return;
      }
    },
    clear: (): void => sparks.clear(),
  };
}
