import { z } from 'zod';
import { unitColumns, unitConditions, unitTypes } from '../../contract/names.ts';
import { SavedView, UnitsView } from '../../contract/views.ts';
import type { KeyValue } from '../ports.ts';
import { isRecord, withUnknownParts } from '../storage/unknown-parts.ts';

const viewEntry = 'units-view';
const savedEntry = 'units-views';

/** The last layout of the units table, and the views that the user saved under a name. */
export interface Views {
  /** Null before the first change. */
  current(): UnitsView | null;
  saved(): SavedView[];
  /** Throws `storage` if the disk refuses; the change still applies to this run. */
  keep(view: UnitsView): void;
  /** Replaces the saved views. Throws like `keep`. */
  save(views: SavedView[]): void;
}

/** Reads what earlier runs stored; what is not understood (an older or newer version's) is skipped but kept. */
export function createViews(store: KeyValue): Views {
  let current = LenientView.nullable()
    .catch(null)
    .parse(parse(store.get(viewEntry)));
  let saved = readSaved(parse(store.get(savedEntry)));
  return {
    current: () => current,
    saved: () => saved,
    keep(view) {
      current = view;
      store.set(viewEntry, JSON.stringify(viewOver(parse(store.get(viewEntry)), view)));
    },
    save(views) {
      saved = views;
      store.set(savedEntry, JSON.stringify(savedOver(parse(store.get(savedEntry)), views)));
    },
  };
}

/** The known values of a list without duplicates: another version may know more or fewer. */
function known<const T extends readonly [string, ...string[]]>(values: T) {
  const isKnown = (value: unknown): value is T[number] => values.some((each) => each === value);
  return z
    .array(z.unknown())
    .catch([])
    .transform((list) => [...new Set(list.filter(isKnown))]);
}

const { density, sort, query, sites, availability, watchedOnly } = UnitsView.shape;

/** The contract's view of the table; parts that are not understood get their default. */
const LenientView = z.object({
  columns: known(unitColumns).transform((columns) => (columns.length > 0 ? columns : [...unitColumns])),
  density: density.catch('comfortable'),
  sort: sort.catch(null),
  query: query.catch(''),
  conditions: known(unitConditions),
  types: known(unitTypes),
  sites: sites.catch([]),
  availability: availability.catch([]),
  watchedOnly: watchedOnly.catch(false),
});

function readSaved(json: unknown): SavedView[] {
  if (!Array.isArray(json)) return [];
  const views = json.map((each: unknown) => LenientSaved.safeParse(each).data);
  return views.filter((view) => view !== undefined);
}

function viewOver(stored: unknown, view: UnitsView): Record<string, unknown> {
  return withUnknownParts(stored, LenientView.safeParse(stored).data, view);
}

/** Each view with the parts that only another version knows, then the views that only another version can read. */
function savedOver(stored: unknown, views: readonly SavedView[]): unknown[] {
  const before: unknown[] = Array.isArray(stored) ? stored : [];
  const of = (name: string) => before.find((each) => isRecord(each) && each['name'] === name);
  const known = views.map(({ name, view }) => {
    const old = of(name);
    return isRecord(old) ? { ...old, name, view: viewOver(old['view'], view) } : { name, view };
  });
  return [...known, ...before.filter((each) => isRecord(each) && !LenientSaved.safeParse(each).success)];
}

const LenientSaved = z.object({ name: SavedView.shape.name, view: LenientView });

function parse(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}
