import { unitConditions } from '../../../electron/contract/names.ts';
import type { Unit } from '../../../electron/contract/units.ts';
import { larger, type Rows } from '../table/rows.ts';

/** Units read per step. */
const slice = 256;
const width = unitConditions.length;

/** The place of a condition among the counts of a group. */
const conditionPlace = Object.fromEntries(unitConditions.map((each, place) => [each, place])) as Readonly<
  Record<Unit['condition'], number>
>;

/** How many units of a group have this condition. */
export function countIn(counts: readonly number[], group: number, condition: Unit['condition']): number {
  return counts[group * width + conditionPlace[condition]] ?? 0;
}

/** Which units are in which groups, and how many of each group have each condition. */
export type GroupTally = ReturnType<typeof createGroupTally>;

/** Creates a tally of no units. Groups have numbers in the order in which they were found. */
export function createGroupTally(units: readonly Unit[], keysOf: (unit: Unit) => string | readonly string[]) {
  const numbers = new Map<string, number>();
  const keys: string[] = [];
  const counts: number[] = [];
  /** Units with their groups; those of a unit stand together. */
  let [pairRows, pairGroups, pairs]: [Rows, Rows, number] = [new Uint32Array(0), new Uint32Array(0), 0];
  /** By unit, its first pair and the condition that it is counted with, both plus 1; 0 if it is not shown. */
  const first = new Uint32Array(units.length);
  const counted = new Uint8Array(units.length);

  const count = (group: number, condition: number, change: 1 | -1) => {
    const place = group * width + condition;
    counts[place] = (counts[place] ?? 0) + change;
  };
  const put = (row: number, key: string, condition: number) => {
    let group = numbers.get(key);
    if (group === undefined) {
      group = keys.push(key) - 1;
      numbers.set(key, group);
      for (let each = 0; each < width; each += 1) counts.push(0);
    }
    if (pairs === pairRows.length) [pairRows, pairGroups] = [larger(pairRows), larger(pairGroups)];
    pairRows[pairs] = row;
    pairGroups[pairs] = group;
    pairs += 1;
    count(group, condition, 1);
  };

  return {
    /** The names of the groups, by number. */
    keys,
    /** For each group, one count for each condition. */
    counts,
    /** How many pairs of a unit and one of its groups there are. */
    get pairs(): number {
      return pairs;
    },
    row: (pair: number): number => pairRows[pair] ?? 0,
    group: (pair: number): number => pairGroups[pair] ?? 0,
    numberOf: (key: string): number | undefined => numbers.get(key),
    /** The first group of a unit; undefined if it is in none. */
    firstOf: (row: number): number | undefined => pairGroups[(first[row] ?? 0) - 1],
    /** Takes in these units, in their order. */
    *add(found: Rows): Generator<undefined, void> {
      for (let place = 0; place < found.length; place += 1) {
        const row = found[place] ?? 0;
        const unit = units[row];
        if (unit !== undefined) {
          const condition = conditionPlace[unit.condition];
          first[row] = pairs + 1;
          counted[row] = condition + 1;
          const own = keysOf(unit);
          if (typeof own === 'string') put(row, own, condition);
          else for (const key of own) put(row, key, condition);
        }
        if (place % slice === 0) yield;
      }
    },
    /** The condition of a unit has changed; `each` is called with its groups. True if a count has changed. */
    recount(row: number, condition: Unit['condition'], each: (group: number) => void): boolean {
      const before = (counted[row] ?? 0) - 1;
      const after = conditionPlace[condition];
      if (before < 0 || before === after) return false;
      counted[row] = after + 1;
      for (let pair = (first[row] ?? 0) - 1; pair < pairs && pairRows[pair] === row; pair += 1) {
        const group = pairGroups[pair] ?? 0;
        count(group, before, -1);
        count(group, after, 1);
        each(group);
      }
      return true;
    },
  };
}
