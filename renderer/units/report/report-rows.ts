import type { Cell } from '../../../electron/contract/exports.ts';
import type { Availability } from '../../../electron/contract/ledger.ts';
import { type ExportFormat, reportLimits, unitTypes } from '../../../electron/contract/names.ts';
import type { Unit } from '../../../electron/contract/units.ts';
import type { Translate } from '../../ui/i18n.ts';
import { fittingCell } from '../export/export-table.ts';
import { sortSteps } from '../table/ranks.ts';

/** What a row of a report is about. */
export const reportSubjects = ['unit', 'site', 'type'] as const;
export type ReportSubject = (typeof reportSubjects)[number];

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

/** Units read per step. */
const slice = 2_000;

/** The rows that a report on these units has, in the order of their titles; in small steps, because collating takes long. */
export function* reportGroups(
  units: readonly Unit[],
  subject: ReportSubject,
  { locale, t }: { readonly locale: string; readonly t: Translate },
): Generator<undefined, ReportGroup[]> {
  const { compare } = new Intl.Collator(locale, { numeric: true });
  const groups = subject === 'unit' ? yield* unitGroups(units) : yield* sharedGroups(units, subject, t);
  return yield* sortSteps(groups, (a, b) => compare(a.title, b.title));
}

function* unitGroups(units: readonly Unit[]): Generator<undefined, ReportGroup[]> {
  const groups: ReportGroup[] = [];
  for (const { id, name, site } of units) {
    groups.push({ title: name || id, unit: { id, site }, ids: [id] });
    if (groups.length % slice === 0) yield;
  }
  return groups;
}

function* sharedGroups(
  units: readonly Unit[],
  subject: Exclude<ReportSubject, 'unit'>,
  t: Translate,
): Generator<undefined, ReportGroup[]> {
  const idsOf = new Map<string, string[]>();
  for (const [place, unit] of units.entries()) {
    const ids = idsOf.get(unit[subject]);
    if (ids === undefined) idsOf.set(unit[subject], [unit.id]);
    else ids.push(unit.id);
    if (place % slice === 0) yield;
  }
  const titleOf = (value: string): string =>
    subject === 'site'
      ? value || t('report.noSite')
      : t(`units.labels.type.${unitTypes.find((type) => type === value) ?? 'other'}`);
  return [...idsOf].map(([value, ids]) => ({ title: titleOf(value), unit: null, ids }));
}

/** Groups of one message: main takes more, but the answer is copied into the page in one piece. */
const atOnce = 2_000;

/** The groups in parts that main takes, each made when it is its turn. */
export function* batchesOf(groups: readonly ReportGroup[]): Generator<ReportGroup[]> {
  let batch: ReportGroup[] = [];
  let units = 0;
  for (const group of groups) {
    const fits = batch.length < atOnce && units + group.ids.length <= reportLimits.units;
    if (!fits) {
      if (batch.length > 0) yield batch;
      [batch, units] = [[], 0];
    }
    batch.push(group);
    units += group.ids.length;
  }
  if (batch.length > 0) yield batch;
}

/** How long nobody watched a unit of the row, on average, in ms. */
export function unwatchedEach({ ids, availability }: Pick<ReportRow, 'ids' | 'availability'>): number {
  return availability.unwatched / Math.max(1, ids.length);
}

const fields = {
  unit: ['name', 'site', 'id'],
  site: ['site', 'units'],
  type: ['type', 'units'],
} as const satisfies Record<ReportSubject, readonly string[]>;
const figures = [
  'availabilityLeast',
  'availabilityMost',
  'outages',
  'outMinutes',
  'repairMinutes',
  'unwatchedMinutes',
  'maintenanceMinutes',
] as const;

/** The first row of a file: titles, in JSON the names of the fields. */
export function reportHeader(subject: ReportSubject, format: ExportFormat, t: Translate): string[] {
  const names = [...fields[subject], ...figures];
  return format === 'json' ? names : names.map((name) => t(`report.fields.${name}`));
}

/** A row of a file: shares in percent, rounded down as in the window; times in minutes. */
export function reportCells({ title, unit, ids, availability }: ReportRow): Cell[] {
  const { least, most, outages, out, repair, maintenance } = availability;
  return [
    fittingCell(title),
    ...(unit === null ? [ids.length] : [fittingCell(unit.site), fittingCell(unit.id)]),
    ...[least, most].map(percent),
    outages,
    minutes(out),
    repair === null ? null : minutes(repair),
    minutes(unwatchedEach({ ids, availability })),
    minutes(maintenance),
  ];
}

const percent = (share: number | null): number | null =>
  share === null ? null : Math.floor(share * 1e6) / 1e4;

const minutes = (ms: number): number => Math.round(ms / 6_000) / 10;

/** A period of whole days of this computer's clock, as a person names it: "2026-11-01". */
export interface DayRange {
  readonly first: string;
  readonly last: string;
}

/** The longest period that main answers for, in days. */
const longest = 400;
const day = 86_400_000;

/** The period in ms since 1970, up to now at most; null where there is no such one. */
export function periodOf({ first, last }: DayRange, now: number): { from: number; to: number } | null {
  const from = midnight(first, 0);
  const to = Math.min(midnight(last, 1), now);
  // An hour more, because a clock may have been set back in between.
  const isPossible = from < to && to - from <= longest * day + day / 24;
  return isPossible ? { from, to } : null;
}

function midnight(date: string, later: number): number {
  const [year, month, dayOfMonth] = date.split('-').map(Number);
  if (year === undefined || month === undefined || dayOfMonth === undefined) return Number.NaN;
  return new Date(year, month - 1, dayOfMonth + later).getTime();
}

/** The last 30 days, today included. */
export function last30Days(now: number): DayRange {
  const first = new Date(now);
  first.setDate(first.getDate() - 29);
  return { first: dateOf(first), last: dateOf(new Date(now)) };
}

function dateOf(time: Date): string {
  const two = (part: number) => String(part).padStart(2, '0');
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
}
