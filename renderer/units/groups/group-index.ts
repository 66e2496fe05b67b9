import { sortSteps } from '../../../electron/contract/sort-steps.ts';
import type { Grouping } from '../../../electron/contract/table.ts';
import type { Unit } from '../../../electron/contract/units.ts';
import { rankSteps } from '../table/ranks.ts';
import type { Rows } from '../table/rows.ts';
import type { UnitRows } from '../table/unit-rows.ts';
import { countIn, createGroupTally, type GroupTally } from './group-tally.ts';

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

/** Numbers moved per step. */
const slice = 8_192;

/** The rows of a grouped table. */
export type GroupIndex = ReturnType<typeof createGroupIndex>;

/** Creates the groups of a list; `fill` makes them. */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: its parts share where the groups stand
export function createGroupIndex(rows: UnitRows, by: GroupBy) {
  const tally = createGroupTally(rows.units, by.keysOf);
  /** The groups in the order of the table, the place of each, and where its units begin in `members`. */
  let order: readonly number[] = [];
  let places: Rows = new Uint32Array(0);
  let starts: Rows = new Uint32Array(0);
  let members: Rows = new Uint32Array(0);
  /** What the table shows, and in it the row of each group, by its place. */
  let entries: Rows = new Uint32Array(0);
  let heads: Rows = new Uint32Array(0);
  let shown: Group[] = [];

  const keyAt = (place: number) => tally.keys[order[place] ?? -1] ?? '';
  const headOf = (group: number | undefined) =>
    group === undefined ? -1 : (heads[places[group] ?? -1] ?? -1);

  /** Puts the units of each group together, in their order. */
  function* gather(): Generator<undefined, void> {
    starts = new Uint32Array(order.length + 1);
    for (let pair = 0; pair < tally.pairs; pair += 1) {
      const next = (places[tally.group(pair)] ?? 0) + 1;
      starts[next] = (starts[next] ?? 0) + 1;
      if (pair % slice === 0) yield;
    }
    for (let place = 1; place < starts.length; place += 1)
      starts[place] = (starts[place] ?? 0) + (starts[place - 1] ?? 0);
    members = new Uint32Array(tally.pairs);
    const ends = starts.slice();
    for (let pair = 0; pair < tally.pairs; pair += 1) {
      const place = places[tally.group(pair)] ?? 0;
      const to = ends[place] ?? 0;
      members[to] = tally.row(pair);
      ends[place] = to + 1;
      if (pair % slice === 0) yield;
    }
  }

  const lay = (): void => {
    heads = new Uint32Array(order.length);
    const next = new Uint32Array(order.length + members.length);
    let length = 0;
    for (let place = 0; place < order.length; place += 1) {
      heads[place] = length;
      next[length++] = groupMark + place;
      if (by.isFolded(keyAt(place))) continue;
      const end = starts[place + 1] ?? 0;
      for (let member = starts[place] ?? 0; member < end; member += 1) next[length++] = members[member] ?? 0;
    }
    entries = next.slice(0, length);
    shown = [];
  };

  const groupAt = (place: number): Group | undefined => {
    const group = order[place];
    if (group === undefined) return undefined;
    if (shown[place] === undefined) {
      const key = keyAt(place);
      const entrapments = countIn(tally.counts, group, 'entrapment');
      const out = entrapments + countIn(tally.counts, group, 'out-of-service');
      const total = (starts[place + 1] ?? 0) - (starts[place] ?? 0);
      shown[place] = { grouping: by.grouping, key, total, out, entrapments, folded: by.isFolded(key) };
    }
    return shown[place];
  };

  return {
    /** Groups these units, in their order. */
    *fill(found: Rows): Generator<undefined, void> {
      yield* tally.add(found);
      order = yield* orderOfGroups(tally, rows, by);
      places = new Uint32Array(order.length);
      for (const [place, group] of order.entries()) places[group] = place;
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
    head: (key: string): number => headOf(tally.numberOf(key)),
    /** The position of the row of a unit's first group; -1 if the unit is in none. */
    headOf: (row: number): number => headOf(tally.firstOf(row)),
    /** A live update has changed a unit; true if a count has changed. */
    recount: (row: number, condition: Unit['condition']): boolean =>
      tally.recount(row, condition, (group) => delete shown[places[group] ?? -1]),
    /** The units of all groups, folded or not, each once. */
    units(): Rows {
      const seen = new Uint8Array(rows.units.length);
      return members.filter((row) => {
        const isFirst = seen[row] === 0;
        seen[row] = 1;
        return isFirst;
      });
    },
  };
}

/** The worst first: most entrapments, then most out of service, then most limited, then by name. */
function* orderOfGroups(tally: GroupTally, rows: UnitRows, by: GroupBy): Generator<undefined, number[]> {
  const ranks = yield* nameRanks(tally, rows, by);
  // Live updates go on counting meanwhile.
  const counts = tally.counts.slice();
  const more = (a: number, b: number, condition: Unit['condition']) =>
    countIn(counts, b, condition) - countIn(counts, a, condition);
  const compare = (a: number, b: number) =>
    more(a, b, 'entrapment') ||
    more(a, b, 'out-of-service') ||
    more(a, b, 'limited') ||
    (ranks[a] ?? 0) - (ranks[b] ?? 0);
  return yield* sortSteps([...tally.keys.keys()], compare);
}

/** By group, the rank of its name; units without a site, a city or a tag come last. */
function* nameRanks(tally: GroupTally, rows: UnitRows, by: GroupBy): Generator<undefined, Rows> {
  const known = by.grouping === 'tag' ? undefined : rows.ranks.get(by.grouping);
  if (known === undefined) {
    const names = tally.keys.map((key) => key || null);
    return (yield* rankSteps(names, by.compare)).of;
  }
  const ranks = new Uint32Array(tally.keys.length);
  for (let pair = 0; pair < tally.pairs; pair += 1) {
    ranks[tally.group(pair)] = known.of[tally.row(pair)] ?? 0;
    if (pair % slice === 0) yield;
  }
  return ranks;
}
