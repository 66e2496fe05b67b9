import { isMaintained, trimEnded } from '../../electron/contract/incident-facts.ts';
import type { EndedIncident, Incident } from '../../electron/contract/incidents.ts';
import type { Unit } from '../../electron/contract/units.ts';

/** The two orders of the list. */
export const incidentOrders = ['newest', 'longest'] as const;
export type IncidentOrder = (typeof incidentOrders)[number];

/** What there is to do about an outage, what is to be done first comes first. */
export const incidentStates = ['entrapment', 'new', 'acknowledged', 'snoozed', 'maintenance'] as const;
export type IncidentState = (typeof incidentStates)[number];

/** An open outage, with what the operator knows of it. */
export interface IncidentRow {
  readonly unit: Unit;
  /** Null where nobody has said anything. */
  readonly incident: Incident | null;
  readonly state: IncidentState;
}

/** The first rows of all open outages, and how many there are of each state. */
export interface IncidentList {
  readonly rows: readonly IncidentRow[];
  readonly counts: Readonly<Record<IncidentState, number>>;
  readonly total: number;
}

export const noIncidents: IncidentList = {
  rows: [],
  counts: { entrapment: 0, new: 0, acknowledged: 0, snoozed: 0, maintenance: 0 },
  total: 0,
};

/**
 * What there is to do about an outage at `now` (ms since 1970). Somebody who is trapped comes first, whatever was said:
 * nothing takes an entrapment out of sight.
 */
export function stateOf(
  unit: Pick<Unit, 'condition'>,
  incident: Incident | null,
  now: number,
): IncidentState {
  if (unit.condition === 'entrapment') return 'entrapment';
  if (incident === null) return 'new';
  if (isMaintained(incident.maintenance, now)) return 'maintenance';
  if (incident.snoozedUntil !== null && now < incident.snoozedUntil) return 'snoozed';
  return incident.acknowledgedAt === null ? 'new' : 'acknowledged';
}

/**
 * The first `most` open outages: by state, then in this order; those of which nobody knows since when come last of their
 * state. Few of many are picked without sorting all.
 */
export function incidentRows(
  outages: readonly Unit[],
  incidentOf: (id: string) => Incident | null,
  { order, now, most }: { readonly order: IncidentOrder; readonly now: number; readonly most: number },
): IncidentList {
  const groups: Record<IncidentState, IncidentRow[]> = {
    entrapment: [],
    new: [],
    acknowledged: [],
    snoozed: [],
    maintenance: [],
  };
  for (const unit of outages) {
    const incident = incidentOf(unit.id);
    const state = stateOf(unit, incident, now);
    groups[state].push({ unit, incident, state });
  }
  const rows: IncidentRow[] = [];
  const compare = order === 'newest' ? newestFirst : longestFirst;
  for (const state of incidentStates)
    if (rows.length < most) rows.push(...firstOf(groups[state], most - rows.length, compare));
  const counts = Object.fromEntries(incidentStates.map((state) => [state, groups[state].length]));
  return { rows, counts: counts as Record<IncidentState, number>, total: outages.length };
}

type Compare = (a: IncidentRow, b: IncidentRow) => number;

const newestFirst: Compare = (a, b) => byTime(a, b, -1);
const longestFirst: Compare = (a, b) => byTime(a, b, 1);

function byTime({ unit: a }: IncidentRow, { unit: b }: IncidentRow, direction: 1 | -1): number {
  const [since, other] = [a.outSince, b.outSince];
  if (since !== other) {
    if (since === undefined) return 1;
    return other === undefined ? -1 : (since - other) * direction;
  }
  return a.id < b.id ? -1 : Number(a.id > b.id);
}

/** The first of these in order. Many are not sorted: each is put into its place among the first ones, if it is one. */
function firstOf(rows: readonly IncidentRow[], most: number, compare: Compare): readonly IncidentRow[] {
  if (rows.length <= most) return rows.toSorted(compare);
  const first: IncidentRow[] = [];
  for (const row of rows) {
    const last = first[most - 1];
    if (last !== undefined && compare(last, row) <= 0) continue;
    first.splice(placeIn(first, row, compare), 0, row);
    if (first.length > most) first.pop();
  }
  return first;
}

function placeIn(sorted: readonly IncidentRow[], row: IncidentRow, compare: Compare): number {
  let from = 0;
  let to = sorted.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    const other = sorted[middle];
    if (other !== undefined && compare(other, row) <= 0) from = middle + 1;
    else to = middle;
  }
  return from;
}

/**
 * The same list with the rows of the one before wherever they say the same, so that only what has changed is drawn anew; the one
 * before if nothing has changed.
 */
export function keptRows(before: IncidentList, next: IncidentList): IncidentList {
  const known = new Map(before.rows.map((row) => [row.unit.id, row]));
  const rows = next.rows.map((row) => {
    const old = known.get(row.unit.id);
    const isSame = old?.unit === row.unit && old.incident === row.incident && old.state === row.state;
    return isSame ? old : row;
  });
  const isSame =
    next.total === before.total &&
    rows.length === before.rows.length &&
    rows.every((row, place) => row === before.rows[place]) &&
    incidentStates.every((state) => next.counts[state] === before.counts[state]);
  return isSame ? before : { ...next, rows };
}

/** The next time after `now` at which a state changes by itself: a snooze or a maintenance begins or ends. Null for none. */
export function nextTurn(incidents: Iterable<Incident>, now: number): number | null {
  let next: number | null = null;
  for (const { snoozedUntil, maintenance } of incidents)
    for (const at of [snoozedUntil, ...maintenance.flatMap(({ from, to }) => [from, to])])
      if (at !== null && at > now && (next === null || at < next)) next = at;
  return next;
}

/** Names an outage that has ended: a unit may have several. */
export function keyOfEnded({ id, endedAt }: EndedIncident): string {
  return `${endedAt} ${id}`;
}

/**
 * Those that main still keeps of these at `now` (ms since 1970), which are in the order of their ends: a window may stay open for
 * long. One may be told twice: when it ended, and when something was said of it after that.
 */
export function keptEnded(ended: readonly EndedIncident[], now: number): EndedIncident[] {
  const all = new Map(ended.map((each) => [keyOfEnded(each), each]));
  return trimEnded([...all.values()], now);
}

/** Those that have ended, the latest first. */
export function recentlyEnded(ended: readonly EndedIncident[], most: number): EndedIncident[] {
  return ended.toSorted((a, b) => b.endedAt - a.endedAt || (a.id < b.id ? -1 : 1)).slice(0, most);
}
