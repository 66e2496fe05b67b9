import { haystackOf } from '../../electron/contract/fold.ts';
import { hasWord, searchWords } from '../../electron/contract/search.ts';
import type { Unit } from '../../electron/contract/units.ts';
import type { IconName } from '../ui/icons.tsx';
import { remembered } from '../ui/remembered.ts';
import { applyView } from '../units/toolbar/apply-view.ts';
import type { Action, Here } from './action.ts';
import { goToSite, goToUnit } from './go-to-unit.ts';
import { allActions } from './registry.ts';

/** The groups of the palette, in their order. */
export const entryGroups = ['recent', 'actions', 'views', 'sites', 'units'] as const;

/** Something that the palette offers. */
export interface PaletteEntry extends Pick<Action, 'possible' | 'run'> {
  /** Names it in the list of what was chosen last. */
  readonly key: string;
  readonly group: (typeof entryGroups)[number];
  readonly text: string;
  /** What tells it from others of the same text. */
  readonly detail?: string;
  readonly icon: IconName;
  readonly keys?: readonly string[];
  readonly condition?: Unit['condition'];
}

/** At most this many of a group are offered for a search: more than can be read at a glance help nobody. */
const mostOf = { actions: 8, views: 5, sites: 5, units: 12 } as const;
const slice = 256;
const haystack = remembered(haystackOf);
const always = () => true;

function isFound(words: readonly string[], text: string): boolean {
  const stack = haystack(text);
  return words.every((word) => hasWord(stack, word));
}

/** Actions and saved views: few, so they are searched at once. What cannot be done now is not among them. */
export function quickEntries(here: Here, query: string): PaletteEntry[] {
  const words = searchWords(query);
  const most = words.length === 0 ? { actions: Number.POSITIVE_INFINITY, views: mostOf.views } : mostOf;
  const found = (entries: PaletteEntry[], limit: number) =>
    entries.filter(({ text }) => isFound(words, text)).slice(0, limit);
  const possible = allActions.filter((action) => action.unlisted !== true && action.possible(here));
  return [
    ...found(
      possible.map((action) => actionEntry(action, here)),
      most.actions,
    ),
    ...found(viewEntries(here), most.views),
  ];
}

/** Sites and units, of which there may be very many: in small steps, into `found`. Nothing without a word. */
export function* slowEntries(here: Here, query: string, found: PaletteEntry[]): Generator<undefined, void> {
  const words = searchWords(query);
  if (words.length === 0 || !hasUnits(here)) return;
  let count = 0;
  const fleet = here.units.fleet();
  for (const [index, site] of here.units.places.sites.values.entries()) {
    if (index % slice === slice - 1) yield;
    if (site === '' || !isFound(words, site)) continue;
    const total = fleet.site(site)?.total ?? 0;
    if (total === 0) continue;
    found.push(siteEntry(here, site, total));
    count += 1;
    if (count === mostOf.sites) break;
  }
  const units: Unit[] = [];
  yield* here.units.lookUp(query, mostOf.units, units);
  found.push(...units.map((unit) => unitEntry(here, unit)));
}

/** What was chosen last, as far as it can still be done. */
export function recentEntries(here: Here): PaletteEntry[] {
  const entries = new Map(quickEntries(here, '').map((entry) => [entry.key, entry]));
  const again = here.recent.keys().map((key) => entries.get(key) ?? keptEntry(here, key));
  return again.filter((entry) => entry !== undefined).map((entry) => ({ ...entry, group: 'recent' }));
}

/** A unit or a site that was chosen before. */
function keptEntry(here: Here, key: string): PaletteEntry | undefined {
  const [kind, name] = [key.slice(0, key.indexOf(':')), key.slice(key.indexOf(':') + 1)];
  if (!hasUnits(here)) return undefined;
  const unit = kind === 'unit' ? here.units.find(name) : undefined;
  if (unit !== undefined) return unitEntry(here, unit);
  const site = kind === 'site' ? here.units.fleet().site(name) : undefined;
  return site && siteEntry(here, site.site, site.total);
}

function hasUnits({ desk, units }: Here): boolean {
  return desk.state.get()?.session.phase === 'signed-in' && units.size > 0;
}

function actionEntry({ id, title, icon, keys, possible, run }: Action, here: Here): PaletteEntry {
  return {
    key: `action:${id}`,
    group: 'actions',
    text: title(here),
    icon: icon ?? 'right',
    ...(keys === undefined ? {} : { keys }),
    possible,
    run,
  };
}

function viewEntries(here: Here): PaletteEntry[] {
  if (!hasUnits(here)) return [];
  const views = here.desk.state.get()?.savedViews ?? [];
  return views.map((saved) => ({
    key: `view:${saved.name}`,
    group: 'views',
    text: saved.name,
    icon: 'views',
    possible: always,
    run(there) {
      there.place.set('units');
      there.settingsOpen.set(false);
      applyView(there, saved);
    },
  }));
}

function siteEntry({ t }: Here, site: string, total: number): PaletteEntry {
  return {
    key: `site:${site}`,
    group: 'sites',
    text: site,
    detail: t('actions.palette.site', { count: total }),
    icon: 'folder',
    possible: always,
    run: (here) => goToSite(here, site),
  };
}

function unitEntry({ units }: Here, unit: Unit): PaletteEntry {
  const { id, name, site, condition } = unit;
  return {
    key: `unit:${id}`,
    group: 'units',
    text: name || id,
    detail: [name === '' ? '' : id, site, units.text.cell(unit, 'status', 0)].filter(Boolean).join(' · '),
    icon: 'units',
    condition,
    possible: (here) => here.units.find(id) !== undefined,
    run: (here) => goToUnit(here, id),
  };
}
