import { unitConditions } from '../../../electron/contract/names.ts';
import type { Grouping } from '../../../electron/contract/table.ts';
import type { Unit } from '../../../electron/contract/units.ts';
import { rankSteps, sortSteps } from '../table/ranks.ts';
import { larger, type Rows } from '../table/rows.ts';
import type { UnitRows } from '../table/unit-rows.ts';

/** A group as its row shows it; the same object until one of these changes. */
export interface Group {
  readonly grouping: Grouping;
  /** The site, the city or the tag; empty for the units without one. */
  readonly key: string;
  readonly total: number;
  /** How many of them are out of service, entrapments included. */
  readonly out: number;
  readonly entrapments: number;
  readonly folded: boolean;
}

/** How units are grouped. */
export interface GroupBy {
  readonly grouping: Grouping;
  /** The groups of a unit: several tags make several. */
  keysOf(unit: Unit): string | readonly string[];
  isFolded(key: string): boolean;
  readonly compare: (a: string, b: string) => number;
}

/** In a grouped table, an entry from this number on is the row of a group; below it is the index of a unit. */
export const groupMark = 2 ** 31;

/** Units read per step, and numbers moved per step. */
const slice = 256;
const longSlice = 8_192;
const width = unitConditions.length;
const severity = Object.fromEntries(unitConditions.map((each, place) => [each, place])) as Record<
  Unit['condition'],
  number
>;

/** The rows of a grouped table. */
export type GroupIndex = ReturnType<typeof createGroupIndex>;

/** Creates the groups of a list; `fill` makes them. */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: its parts share the numbers of the groups
export function createGroupIndex(rows: UnitRows, by: GroupBy) {
  const { units } = rows;
  const numbers = new Map<string, number>();
  const keys: string[] = [];
  /** For each group, how many of its units have each condition. */
  const counts: number[] = [];
  /** Units with their groups; those of a unit stand together. */
  let [pairRows, pairGroups, pairs]: [Rows, Rows, number] = [new Uint32Array(0), new Uint32Array(0), 0];
  /** By unit, its first pair and the condition that it is counted with, both plus 1; 0 if it is not shown. */
  const first = new Uint32Array(units.length);
  const counted = new Uint8Array(units.length);
  /** The groups in the order of the table, the place of each, and where its units begin in `members`. */
  let order: readonly number[] = [];
  let places: Rows = new Uint32Array(0);
  let starts: Rows = new Uint32Array(0);
  let members: Rows = new Uint32Array(0);
  /** What the table shows, and in it the row of each group, by its place. */
  let entries: Rows = new Uint32Array(0);
  let heads: Rows = new Uint32Array(0);
  let shown: Group[] = [];

  const countOf = (group: number, condition: number) => counts[group * width + condition] ?? 0;
  const count = (group: number, condition: number, change: 1 | -1) => {
    counts[group * width + condition] = countOf(group, condition) + change;
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

  function* collect(found: Rows): Generator<undefined, void> {
    for (let place = 0; place < found.length; place += 1) {
      const row = found[place] ?? 0;
      const unit = units[row];
      if (unit !== undefined) {
        const condition = severity[unit.condition];
        first[row] = pairs + 1;
        counted[row] = condition + 1;
        const own = by.keysOf(unit);
        if (typeof own === 'string') put(row, own, condition);
        else for (const key of own) put(row, key, condition);
      }
      if (place % slice === 0) yield;
    }
  }

  /** By group, the rank of its name; units without a site, a city or a tag come last. */
  function* nameRanks(): Generator<undefined, Rows> {
    const known = by.grouping === 'tag' ? undefined : rows.ranks.get(by.grouping);
    if (known === undefined) {
      const names = keys.map((key) => key || null);
      return (yield* rankSteps(names, by.compare)).of;
    }
    const ranks = new Uint32Array(keys.length);
    for (let pair = 0; pair < pairs; pair += 1) {
      ranks[pairGroups[pair] ?? 0] = known.of[pairRows[pair] ?? 0] ?? 0;
      if (pair % longSlice === 0) yield;
    }
    return ranks;
  }

  /** The worst first: most entrapments, then most out of service, then most limited, then by name. */
  function* sort(): Generator<undefined, void> {
    const ranks = yield* nameRanks();
    // Live updates go on counting meanwhile.
    const then = counts.slice();
    const more = (a: number, b: number, condition: number) =>
      (then[b * width + condition] ?? 0) - (then[a * width + condition] ?? 0);
    const compare = (a: number, b: number) =>
      more(a, b, severity.entrapment) ||
      more(a, b, severity['out-of-service']) ||
      more(a, b, severity.limited) ||
      (ranks[a] ?? 0) - (ranks[b] ?? 0);
    order = yield* sortSteps([...keys.keys()], compare);
    places = new Uint32Array(order.length);
    for (const [place, group] of order.entries()) places[group] = place;
  }

  function* gather(): Generator<undefined, void> {
    starts = new Uint32Array(order.length + 1);
    for (let pair = 0; pair < pairs; pair += 1) {
      const next = (places[pairGroups[pair] ?? 0] ?? 0) + 1;
      starts[next] = (starts[next] ?? 0) + 1;
      if (pair % longSlice === 0) yield;
    }
    for (let place = 1; place < starts.length; place += 1)
      starts[place] = (starts[place] ?? 0) + (starts[place - 1] ?? 0);
    members = new Uint32Array(pairs);
    const ends = starts.slice();
    for (let pair = 0; pair < pairs; pair += 1) {
      const place = places[pairGroups[pair] ?? 0] ?? 0;
      const to = ends[place] ?? 0;
      members[to] = pairRows[pair] ?? 0;
      ends[place] = to + 1;
      if (pair % longSlice === 0) yield;
    }
  }

  const isFolded = (place: number) => by.isFolded(keys[order[place] ?? -1] ?? '');
  const lay = (): void => {
    heads = new Uint32Array(order.length);
    const next = new Uint32Array(order.length + members.length);
    let length = 0;
    for (let place = 0; place < order.length; place += 1) {
      heads[place] = length;
      next[length++] = groupMark + place;
      if (isFolded(place)) continue;
      const end = starts[place + 1] ?? 0;
      for (let member = starts[place] ?? 0; member < end; member += 1) next[length++] = members[member] ?? 0;
    }
    entries = next.slice(0, length);
    shown = [];
  };

  const groupAt = (place: number): Group | undefined => {
    const group = order[place];
    const key = group === undefined ? undefined : keys[group];
    if (group === undefined || key === undefined) return undefined;
    const entrapments = countOf(group, severity.entrapment);
    const out = entrapments + countOf(group, severity['out-of-service']);
    const total = (starts[place + 1] ?? 0) - (starts[place] ?? 0);
    shown[place] ??= { grouping: by.grouping, key, total, out, entrapments, folded: isFolded(place) };
    return shown[place];
  };

  return {
    /** Groups these units, in their order. */
    *fill(found: Rows): Generator<undefined, void> {
      yield* collect(found);
      yield* sort();
      yield* gather();
      lay();
    },
    /** The indexes of units, and of groups from `groupMark` on, in the order of the table. */
    get entries(): Rows {
      return entries;
    },
    /** The number of groups. */
    get size(): number {
      return order.length;
    },
    /** Groups have been folded or unfolded. */
    lay,
    /** The group of an entry; undefined for a unit. */
    at: (entry: number): Group | undefined => (entry < groupMark ? undefined : groupAt(entry - groupMark)),
    /** The position of a group's row; -1 if there is none. */
    head(key: string): number {
      const group = numbers.get(key);
      return group === undefined ? -1 : (heads[places[group] ?? -1] ?? -1);
    },
    /** The position of the row of a unit's first group; -1 if the unit is in none. */
    headOf(row: number): number {
      const group = pairGroups[(first[row] ?? 0) - 1];
      return group === undefined ? -1 : (heads[places[group] ?? -1] ?? -1);
    },
    /** A live update has changed a unit; true if a count has changed. */
    recount(row: number, condition: Unit['condition']): boolean {
      const before = (counted[row] ?? 0) - 1;
      const after = severity[condition];
      if (before < 0 || before === after) return false;
      counted[row] = after + 1;
      for (let pair = (first[row] ?? 0) - 1; pair < pairs && pairRows[pair] === row; pair += 1) {
        const group = pairGroups[pair] ?? 0;
        count(group, before, -1);
        count(group, after, 1);
        delete shown[places[group] ?? -1];
      }
      return true;
    },
    /** The units of all groups, folded or not, each once. */
    units(): Rows {
      const seen = new Uint8Array(units.length);
      return members.filter((row) => {
        const isFirst = seen[row] === 0;
        seen[row] = 1;
        return isFirst;
      });
    },
  };
}
