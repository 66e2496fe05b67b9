import { z } from 'zod';
import { unitColumns, unitConditions, unitTypes } from '../../contract/names.ts';
import { tableColumns } from '../../contract/table.ts';
import { SavedView, UnitsView } from '../../contract/views.ts';
import type { Slice } from '../desk/slices.ts';
import { isRecord, jsonIn } from '../json.ts';
import type { KeyValue } from '../ports.ts';
import { withUnknownParts } from '../storage/unknown-parts.ts';

const viewEntry = 'units-view';
const savedEntry = 'units-views';

/**
 * The last layout of the units table (null before the first change), and the views that the user saved under a name.
 * Reads what earlier runs stored; what is not understood (an older or newer version's) is skipped but kept. Both calls
 * throw `storage` if the disk refuses; the change still applies to this run.
 * @param onChange called after every change of `state()`
 */
export function createViews(store: KeyValue, onChange: () => void): Slice<'views', 'view' | 'savedViews'> {
  const { data: last = null } = LenientView.safeParse(jsonIn(store.get(viewEntry)));
  let view: UnitsView | null = last;
  let savedViews = readSaved(jsonIn(store.get(savedEntry)));

  function keep(entry: string, next: unknown): void {
    try {
      store.set(entry, JSON.stringify(next));
    } finally {
      onChange();
    }
  }

  return {
    state: () => ({ view, savedViews }),
    calls: {
      keepView(next) {
        view = next;
        keep(viewEntry, viewOver(jsonIn(store.get(viewEntry)), next));
      },
      saveViews({ views }) {
        savedViews = views;
        keep(savedEntry, savedOver(jsonIn(store.get(savedEntry)), views));
      },
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

const { density, sort, group, query, sites, cities, availability, watchedOnly } = UnitsView.shape;

/** The contract's view of the table; parts that are not understood get their default. */
const LenientView = z.object({
  columns: known(tableColumns).transform((columns) => (columns.length > 0 ? columns : [...unitColumns])),
  density: density.catch('comfortable'),
  sort: sort.catch(null),
  group: group.catch(null),
  query: query.catch(''),
  conditions: known(unitConditions),
  types: known(unitTypes),
  sites: sites.catch([]),
  cities: cities.catch([]),
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
