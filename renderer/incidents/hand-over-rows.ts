import { fittingText } from '../../electron/contract/fitting-text.ts';
import type { HandedOver, HandOverFile, HandOverLack } from '../../electron/contract/hand-over.ts';
import {
  clocksDiffer,
  isSpokenOf,
  mostEnded,
  mostHandedOver,
} from '../../electron/contract/incident-facts.ts';
import type { EndedIncident, Incident } from '../../electron/contract/incidents.ts';
import { shareableText } from '../../electron/contract/shareable-text.ts';
import { longestNote } from '../../electron/contract/table.ts';
import type { Unit } from '../../electron/contract/units.ts';
import { incidentRows, recentlyEnded } from './incident-rows.ts';
import type { IncidentKeeper } from './keep-incidents.ts';

/** How long ago an outage may have ended to be handed over, ms: a shift and the one before. */
const recent = 24 * 3_600_000;
const longest = 1_000;

interface Fleet {
  outages: () => Unit[];
  find: (id: string) => Unit | undefined;
}

/**
 * What is handed over: all open outages in the order of the screen, then those that have ended within a day. `left` are those
 * that are more than a file takes; before `endedFrom` some that have ended may be missing.
 */
export function handedOver(
  units: Fleet,
  incidents: Pick<IncidentKeeper, 'of' | 'ended'>,
  now: number,
): { readonly incidents: HandedOver[] } & Pick<HandOverLack, 'left' | 'endedFrom'> {
  const { rows, total } = incidentRows(units.outages(), incidents.of, {
    order: 'newest',
    now,
    most: mostHandedOver,
  });
  const open = rows.map(({ unit }) => openOne(unit, incidents.of(unit.id)));
  const over = incidents.ended.get().filter(({ endedAt }) => now - endedAt < recent);
  const ended = recentlyEnded(over, mostHandedOver - open.length).map((each) =>
    endedOne(each, units.find(each.id), incidents.of(each.id)),
  );
  const all = [...open, ...ended];
  const left = total + over.length - all.length;
  return { incidents: all, left, endedFrom: endedFrom(incidents.ended.get(), now) };
}

/**
 * Since when all that have ended within a day are known, where only a part of them is kept: of those of which nobody has said
 * anything the oldest make room. Null where none can be missing.
 */
function endedFrom(ended: readonly EndedIncident[], now: number): number | null {
  if (ended.length < mostEnded) return null;
  const oldest = ended.find((each) => !isSpokenOf(each)) ?? ended[0];
  return oldest !== undefined && now - oldest.endedAt < recent ? oldest.endedAt : null;
}

function openOne(unit: Unit, { acknowledgedAt, note, snoozedUntil, maintenance }: Incident): HandedOver {
  return {
    ...textsOf(unit.id, unit),
    condition: unit.condition === 'entrapment' ? 'entrapment' : 'out-of-service',
    outageAt: unit.outSince ?? null,
    firstSeenHere: unit.firstSeenHere === true,
    endedAt: null,
    acknowledgedAt,
    note: shareableText(note),
    snoozedUntil,
    maintenance,
  };
}

function endedOne(ended: EndedIncident, unit: Unit | undefined, { maintenance }: Incident): HandedOver {
  const { id, condition, outageAt, endedAt, acknowledgedAt, note } = ended;
  return {
    ...textsOf(id, unit),
    fault: '',
    condition,
    outageAt,
    firstSeenHere: false,
    endedAt,
    acknowledgedAt,
    note: shareableText(note),
    snoozedUntil: null,
    maintenance,
  };
}

function textsOf(id: string, unit: Unit | undefined) {
  const { name = '', site = '', fault = '' } = unit ?? {};
  return { id, name: name.slice(0, longest), site: site.slice(0, longest), fault: fault.slice(0, longest) };
}

/**
 * The incidents of a hand-over whose outage goes on here, and of which it says something.
 * @param openOf the unit with what is known of its outage; undefined for one without an open outage
 */
export function stillOpen(
  { incidents, madeAt }: Pick<HandOverFile, 'incidents' | 'madeAt'>,
  openOf: Fleet['find'],
): HandedOver[] {
  return incidents.filter((handed) => {
    const { id, endedAt, acknowledgedAt, note } = handed;
    if (endedAt !== null || (acknowledgedAt === null && note === '')) return false;
    const unit = openOf(id);
    return unit !== undefined && isSameOutage(handed, unit, madeAt);
  });
}

/**
 * Whether the outage of a unit is the one that was handed over: both began when the service says so. Where it says that only
 * here, one that began after the hand-over is another one; where nobody knows when it began, it is taken for the same.
 */
function isSameOutage(handed: HandedOver, { outSince, firstSeenHere }: Unit, madeAt: number): boolean {
  if (outSince === undefined || firstSeenHere === true) return true;
  if (handed.outageAt === null || handed.firstSeenHere) return outSince <= madeAt;
  return Math.abs(outSince - handed.outageAt) <= clocksDiffer;
}

/** An incident with what a colleague knew of it; what is known here stays. */
export function takenOver({ acknowledgedAt, note }: HandedOver) {
  return (incident: Incident): Incident => ({
    ...incident,
    acknowledgedAt: incident.acknowledgedAt ?? acknowledgedAt,
    note: joined(incident.note, note),
  });
}

function joined(own: string, theirs: string): string {
  if (theirs === '' || own.includes(theirs)) return own;
  return fittingText(own === '' ? theirs : `${own}\n${theirs}`, longestNote);
}
