import { unitConditions } from '../../../electron/contract/names.ts';
import type { Unit } from '../../../electron/contract/units.ts';

/** Which way the condition of a unit has changed. */
export type Turn = 'worse' | 'better';

/** How long a change stays marked, in ms: much longer than that of a floor, because it matters and moves its row. */
const marked = 12_000;

interface Turned {
  readonly turn: Turn;
  readonly at: number;
}

/** Units by row, some of them out of service. */
interface OutRows {
  readonly units: readonly Unit[];
  readonly out: ReadonlySet<number>;
  readonly indexOf: (id: string) => number | undefined;
}

/** The outages that have begun or ended from one list to the next, as changes of their units. */
export function turnsBetween(before: OutRows, after: OutRows): { before: Unit; after: Unit }[] {
  const unitOf = ({ units, indexOf }: OutRows, id: string) => units[indexOf(id) ?? -1];
  const idsIn = ({ units, out }: OutRows) => Array.from(out, (row) => units[row]?.id ?? '');
  return [...new Set([...idsIn(before), ...idsIn(after)])].flatMap((id) => {
    const [old, next] = [unitOf(before, id), unitOf(after, id)];
    return old === undefined || next === undefined ? [] : [{ before: old, after: next }];
  });
}

/** Remembers which units have just changed their condition, wherever their rows are. `now` is a clock in ms. */
export function createTurns(now = () => performance.now()) {
  /** By unit, the oldest first. */
  const turned = new Map<string, Turned>();
  return {
    /** Takes a change of a unit, of its condition or not. */
    note({ before, after }: { readonly before: Unit; readonly after: Unit }): void {
      if (before.condition === after.condition) return;
      const at = now();
      for (const [id, old] of turned) {
        if (at - old.at < marked) break;
        turned.delete(id);
      }
      const isWorse = severityOf(after) < severityOf(before);
      turned.delete(after.id);
      turned.set(after.id, { turn: isWorse ? 'worse' : 'better', at });
    },
    /** Which way a unit has changed, while that is marked. */
    of(id: string): Turn | null {
      const found = turned.size === 0 ? undefined : turned.get(id);
      return found !== undefined && now() - found.at < marked ? found.turn : null;
    },
  };
}

/** The worst is 0. */
function severityOf({ condition }: Unit): number {
  return unitConditions.indexOf(condition);
}
