import type { Folds } from '../../../electron/contract/notes.ts';
import type { Grouping } from '../../../electron/contract/table.ts';
import type { Unit } from '../../../electron/contract/units.ts';
import { remembered } from '../../ui/remembered.ts';
import type { UnitNotes } from '../notes/unit-notes.ts';
import type { ViewFinder } from '../table/view-finder.ts';
import type { Group, GroupBy } from './group-index.ts';

interface GroupsParts {
  readonly finder: () => ViewFinder;
  readonly unitAt: (position: number) => Unit | undefined;
  readonly indexOf: (id: string) => number | undefined;
  readonly locale: () => string;
  readonly notes: Pick<UnitNotes, 'of'>;
  /** Groups were folded or unfolded. */
  readonly onFold: () => void;
  /** The rows are grouped otherwise. */
  readonly onGroup: () => void;
}

/** The folds of each grouping, as they are kept with the account. */
export type AllFolds = Partial<Record<Grouping, Folds>>;

const unfolded: Folds = { all: false, except: [] };
/** Before the name of a group, where rows have a name: no unit's ID has it. */
const groupSign = '\u0000';

const compareIn = remembered((locale: string) => new Intl.Collator(locale, { numeric: true }).compare);

/** The groups of the table. */
export type UnitGroups = ReturnType<typeof createUnitGroups>;

/** Creates the groups of a table that is not grouped yet. */
export function createUnitGroups(parts: GroupsParts) {
  const { finder, notes } = parts;
  let by: Grouping | null = null;
  let folds: AllFolds = {};
  let except: ReadonlySet<string> = new Set();

  const current = (): Folds => (by === null ? unfolded : (folds[by] ?? unfolded));
  const use = (next: Grouping | null, all: AllFolds) => {
    by = next;
    folds = all;
    except = new Set(current().except);
  };
  const isFolded = (key: string) => except.has(key) !== current().all;
  const at = (position: number): Group | undefined => {
    const { groups, view } = finder();
    const entry = view[position];
    return entry === undefined ? undefined : groups?.at(entry);
  };
  const keyAt = (position: number): string | null => {
    const group = at(position);
    return group === undefined ? (parts.unitAt(position)?.id ?? null) : groupSign + group.key;
  };
  const change = (next: Folds) => {
    if (by === null) return;
    use(by, { ...folds, [by]: next });
    finder().fold();
    parts.onFold();
  };

  return {
    /** What the rows are grouped by; null if they are not. */
    get by(): Grouping | null {
      return by;
    },
    /** The table shows groups; it may have been told to only just now. */
    get isShown(): boolean {
      return finder().groups !== null;
    },
    /** The number of groups in the table. */
    get count(): number {
      return finder().groups?.size ?? 0;
    },
    get folds(): AllFolds {
      return folds;
    },
    /** For the finder: how units are grouped. */
    criterion: (): GroupBy | null =>
      by === null
        ? null
        : { grouping: by, keysOf: keysIn(by, notes), isFolded, compare: compareIn(parts.locale()) },
    /** Groups the rows; null shows them in one list again. */
    set(next: Grouping | null): void {
      if (next === by) return;
      use(next, folds);
      parts.onGroup();
    },
    /** Takes what is folded from an earlier run. */
    setFolds(next: AllFolds): void {
      use(by, next);
      finder().fold();
      parts.onFold();
    },
    /** The group whose row is at this position; undefined for a unit. */
    at,
    /** Folds a group or unfolds it. */
    fold(key: string, folded: boolean): void {
      if (isFolded(key) === folded) return;
      const { all } = current();
      const others = [...except].filter((each) => each !== key);
      change({ all, except: folded === all ? others : [...others, key] });
    },
    /** Folds all groups or unfolds them. */
    foldAll: (folded: boolean): void => change({ all: folded, except: [] }),
    /** What names the row at this position: the ID of its unit, or its group. */
    keyAt,
    /**
     * The position of a named row, -1 if it is not shown. A unit may stand in several groups: `near` is its last
     * position. For a unit of a folded group it is that of the group.
     */
    place(key: string, near: number): number {
      if (keyAt(near) === key) return near;
      const { groups } = finder();
      if (key.startsWith(groupSign)) return groups?.head(key.slice(groupSign.length)) ?? -1;
      const row = parts.indexOf(key);
      if (row === undefined) return -1;
      const position = finder().position(row);
      return position < 0 ? (groups?.headOf(row) ?? -1) : position;
    },
  };
}

/** The groups of a unit: one of each of its tags. */
function keysIn(grouping: Grouping, notes: Pick<UnitNotes, 'of'>): GroupBy['keysOf'] {
  if (grouping !== 'tag') return (unit) => unit[grouping];
  return ({ id }) => {
    const { tags } = notes.of(id);
    return tags.length === 0 ? '' : tags;
  };
}
