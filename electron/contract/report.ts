/** The rows of a report on availability, the same in the window and on the command line. Without zod, because the page runs it. */
import type { DeskState } from './desk.ts';
import type { Cell } from './exports.ts';
import { fittingCell } from './fitting-text.ts';
import type { Availability } from './ledger.ts';
import { type ExportFormat, reportLimits } from './names.ts';
import type { ReportPeriod } from './report-period.ts';
import { type ReportSubject, reportWords } from './report-words.ts';
import type { Unit } from './units.ts';

/** The language of a report. */
export type ReportLanguage = DeskState['locale'];

/** What is asked of a ledger. */
export interface ReportQuestion extends ReportPeriod {
  readonly by: ReportSubject;
  readonly language: ReportLanguage;
}

/** What a report has to know of a unit. */
export type ReportUnit = Pick<Unit, 'id' | 'name' | 'site' | 'type'>;

/** Units that make a row of a report together. */
export interface ReportGroup {
  /** The name of the unit, the site or the type. */
  readonly title: string;
  /** The unit that the row is about; null for several. */
  readonly unit: Pick<Unit, 'id' | 'site'> | null;
  readonly ids: readonly string[];
}

/** A group with what is known of it; the times of its units are summed up, in ms. */
export interface ReportRow extends ReportGroup {
  readonly availability: Availability;
}

/** Works out the availability of groups of units, in their order. */
export type AskAvailability = (groups: string[][]) => Promise<readonly Availability[]>;

/** The rows that a report on these units has, in the order of their titles, whichever order the units have. */
export function reportGroups(
  units: readonly ReportUnit[],
  subject: ReportSubject,
  language: ReportLanguage,
): ReportGroup[] {
  if (subject === 'unit')
    return units
      .map(({ id, name, site }) => ({ title: name || id, unit: { id, site }, ids: [id] }))
      .sort(byTitle(language, ({ unit }) => unit.id));
  const words = reportWords[language];
  const idsOf = new Map<string, string[]>();
  for (const unit of units) {
    const ids = idsOf.get(unit[subject]);
    if (ids === undefined) idsOf.set(unit[subject], [unit.id]);
    else ids.push(unit.id);
  }
  const types: Readonly<Record<string, string>> = words.types;
  const titleOf = (value: string) => (subject === 'site' ? value || words.noSite : (types[value] ?? value));
  return [...idsOf]
    .map(([value, ids]) => ({ value, title: titleOf(value), ids }))
    .sort(byTitle(language, ({ value }) => value))
    .map(({ title, ids }) => ({ title, unit: null, ids }));
}

/** The order of the language; what it takes for the same is in the order of a key of its own. */
function byTitle<T extends { readonly title: string }>(language: ReportLanguage, keyOf: (each: T) => string) {
  const { compare } = new Intl.Collator(language, { numeric: true });
  return (a: T, b: T): number => compare(a.title, b.title) || (keyOf(a) < keyOf(b) ? -1 : 1);
}

/** The groups in parts that can be asked about at once. */
export function batchesOf(groups: readonly ReportGroup[]): ReportGroup[][] {
  const batches: ReportGroup[][] = [];
  let units = 0;
  for (const group of groups) {
    const last = batches.at(-1);
    const fits = (last?.length ?? 0) < reportLimits.groups && units + group.ids.length <= reportLimits.units;
    if (last !== undefined && fits) last.push(group);
    else {
      batches.push([group]);
      units = 0;
    }
    units += group.ids.length;
  }
  return batches;
}

/** The rows of these groups, part by part. Throws what `ask` throws. */
export async function* reportRows(
  groups: readonly ReportGroup[],
  ask: AskAvailability,
): AsyncGenerator<ReportRow[], void> {
  for (const part of batchesOf(groups)) {
    const found = await ask(part.map(({ ids }) => [...ids]));
    yield part.flatMap((group, place) => {
      const availability = found[place];
      return availability === undefined ? [] : [{ ...group, availability }];
    });
  }
}

/** How long nobody watched a unit of the row, and how long nothing was recorded of it, on average, in ms. */
export function eachUnit({ ids, availability }: Pick<ReportRow, 'ids' | 'availability'>) {
  const count = Math.max(1, ids.length);
  return { unwatched: availability.unwatched / count, unrecorded: availability.unrecorded / count };
}

const fields = {
  unit: ['name', 'site', 'id'],
  site: ['site', 'units'],
  type: ['type', 'units'],
} as const satisfies Record<ReportSubject, readonly string[]>;
/** What is known of a row: the last fields of each. */
export const reportFigures = [
  'availabilityLeast',
  'availabilityMost',
  'outages',
  'outMinutes',
  'repairMinutes',
  'unwatchedMinutes',
  'unrecordedMinutes',
  'maintenanceMinutes',
] as const;

/** The fields of a row, by their names in JSON. */
export function reportFields(subject: ReportSubject) {
  return [...fields[subject], ...reportFigures];
}

/** The first row of a file: titles, in JSON the names of the fields. */
export function reportHeader(
  subject: ReportSubject,
  format: ExportFormat,
  language: ReportLanguage,
): string[] {
  const names = reportFields(subject);
  return format === 'json' ? names : names.map((name) => reportWords[language].fields[name]);
}

/** A row of a file: shares in percent, rounded down; times in minutes. */
export function reportCells({ title, unit, ids, availability }: ReportRow): Cell[] {
  const { least, most, outages, out, repair, maintenance } = availability;
  const { unwatched, unrecorded } = eachUnit({ ids, availability });
  return [
    fittingCell(title),
    ...(unit === null ? [ids.length] : [fittingCell(unit.site), fittingCell(unit.id)]),
    ...[least, most].map(percent),
    outages,
    minutes(out),
    repair === null ? null : minutes(repair),
    minutes(unwatched),
    minutes(unrecorded),
    minutes(maintenance),
  ];
}

const percent = (share: number | null): number | null =>
  share === null ? null : Math.floor(share * 1e6) / 1e4;

const minutes = (ms: number): number => Math.round(ms / 6_000) / 10;
