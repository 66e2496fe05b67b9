/** The rows of a report on availability, the same in the window and on the command line. Without zod, because the page runs it. */
import type { DeskState } from './desk.ts';
import type { Cell } from './exports.ts';
import { fittingCell } from './fitting-text.ts';
import type { Availability } from './ledger.ts';
import { type ExportFormat, reportLimits } from './names.ts';
import type { ReportPeriod } from './report-period.ts';
import { type ReportSubject, reportWords } from './report-words.ts';
import { sortSteps } from './sort-steps.ts';
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

/** Units read per step. */
const slice = 2_000;

/** The rows that a report on these units has, in the order of their titles, whichever order the units have. */
export function reportGroups(
  units: readonly ReportUnit[],
  subject: ReportSubject,
  language: ReportLanguage,
): ReportGroup[] {
  const steps = reportGroupSteps(units, subject, language);
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value;
}

/** The same rows in small steps, for who has to paint meanwhile: collating takes long. */
export function reportGroupSteps(
  units: readonly ReportUnit[],
  subject: ReportSubject,
  language: ReportLanguage,
): Generator<undefined, ReportGroup[]> {
  return subject === 'unit' ? groupsOfOne(units, language) : sharedGroups(units, subject, language);
}

function* groupsOfOne(
  units: readonly ReportUnit[],
  language: ReportLanguage,
): Generator<undefined, ReportGroup[]> {
  const groups: (ReportGroup & { readonly unit: Pick<Unit, 'id' | 'site'> })[] = [];
  for (const { id, name, site } of units) {
    groups.push({ title: name || id, unit: { id, site }, ids: [id] });
    if (groups.length % slice === 0) yield;
  }
  return yield* sortSteps(
    groups,
    byTitle(language, ({ unit }) => unit.id),
  );
}

function* sharedGroups(
  units: readonly ReportUnit[],
  subject: Exclude<ReportSubject, 'unit'>,
  language: ReportLanguage,
): Generator<undefined, ReportGroup[]> {
  const idsOf = new Map<string, string[]>();
  for (const [place, unit] of units.entries()) {
    const ids = idsOf.get(unit[subject]);
    if (ids === undefined) idsOf.set(unit[subject], [unit.id]);
    else ids.push(unit.id);
    if (place % slice === 0) yield;
  }
  const words = reportWords[language];
  const types: Readonly<Record<string, string>> = words.types;
  const titleOf = (value: string) => (subject === 'site' ? value || words.noSite : (types[value] ?? value));
  /** What the units of a group have in common. */
  const commonOf = new Map<ReportGroup, string>();
  for (const [value, ids] of idsOf) {
    commonOf.set({ title: titleOf(value), unit: null, ids }, value);
    if (commonOf.size % slice === 0) yield;
  }
  return yield* sortSteps(
    [...commonOf.keys()],
    byTitle(language, (group) => commonOf.get(group) ?? ''),
  );
}

/** The order of the language; what it takes for the same is in the order of a key of its own. */
function byTitle<T extends { readonly title: string }>(language: ReportLanguage, keyOf: (each: T) => string) {
  const { compare } = new Intl.Collator(language, { numeric: true });
  return (a: T, b: T): number => compare(a.title, b.title) || (keyOf(a) < keyOf(b) ? -1 : 1);
}

/** The groups in parts of at most `most` that can be asked about at once, each made when it is its turn. */
export function* batchesOf(
  groups: readonly ReportGroup[],
  most: number = reportLimits.groups,
): Generator<ReportGroup[], void> {
  let batch: ReportGroup[] = [];
  let units = 0;
  for (const group of groups) {
    const fits = batch.length < most && units + group.ids.length <= reportLimits.units;
    if (!fits) {
      if (batch.length > 0) yield batch;
      [batch, units] = [[], 0];
    }
    batch.push(group);
    units += group.ids.length;
  }
  if (batch.length > 0) yield batch;
}

/** The rows of these groups, part by part; at most `most` groups are asked for at once. Throws what `ask` throws. */
export async function* reportRows(
  groups: readonly ReportGroup[],
  ask: AskAvailability,
  most?: number,
): AsyncGenerator<ReportRow[], void> {
  for (const part of batchesOf(groups, most)) {
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
