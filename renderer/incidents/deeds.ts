import { flushSync } from 'react-dom';
import { isMaintained } from '../../electron/contract/incident-facts.ts';
import type { EndedIncident, Incident, Maintenance } from '../../electron/contract/incidents.ts';
import { failureOf } from '../desktop.ts';
import type { useServices } from '../services.ts';
import { handedOver, stillOpen, takenOver } from './hand-over-rows.ts';
import {
  acknowledged,
  maintained,
  noted,
  snoozed,
  spanOf,
  unmaintained,
  withdrawn,
} from './incident-edits.ts';
import { fieldText } from './incident-times.ts';
import type { IncidentDeed } from './keep-incidents.ts';

type Here = ReturnType<typeof useServices>;
type Said = keyof typeof import('../ui/strings/incidents-en.ts').incidentsEn.said extends infer K
  ? K extends `${infer Word}_one`
    ? Word
    : never
  : never;

/** Does something to units and says so; a failure is shown on the screen of the incidents. */
async function change(
  { incidents, say, t }: Here,
  deed: IncidentDeed,
  ids: readonly string[],
  edit: (incident: Incident) => Incident,
  said: Said,
  time = '',
): Promise<boolean> {
  if (ids.length === 0) return false;
  const isDone = await incidents.change(deed, ids, edit);
  if (isDone) say(t(`incidents.said.${said}`, { count: ids.length, time }));
  return isDone;
}

/** Whether all of these are acknowledged, so that the next press takes it back. */
export function areAcknowledged({ incidents }: Pick<Here, 'incidents'>, ids: readonly string[]): boolean {
  return ids.length > 0 && ids.every((id) => incidents.of(id).acknowledgedAt !== null);
}

export function acknowledge(here: Here, ids: readonly string[]): Promise<boolean> {
  if (areAcknowledged(here, ids)) return change(here, 'withdraw', ids, withdrawn, 'withdraw');
  return change(here, 'acknowledge', ids, acknowledged(Date.now()), 'acknowledge');
}

/** @param until ms since 1970, and as it is said; null ends the snooze */
export function snooze(
  here: Here,
  ids: readonly string[],
  until: number | null,
  time: string,
): Promise<boolean> {
  if (until === null) return change(here, 'wake', ids, snoozed(null), 'wake');
  return change(here, 'snooze', ids, snoozed(until), 'snooze', time);
}

export function note(here: Here, ids: readonly string[], text: string): Promise<boolean> {
  return change(here, 'note', ids, noted(text), 'note');
}

/** What maintenance is set for: open outages and those that have ended, each with its time. */
export function spansOf(
  { units, incidents }: Pick<Here, 'units' | 'incidents'>,
  targets: { readonly open: readonly string[]; readonly ended: readonly EndedIncident[] },
): ReadonlyMap<string, readonly Maintenance[]> {
  const spans = new Map<string, readonly Maintenance[]>();
  for (const id of targets.open) {
    const from = units.find(id)?.outSince ?? incidents.of(id).outageAt ?? Date.now();
    spans.set(id, [{ from, to: null }]);
  }
  for (const each of targets.ended) spans.set(each.id, [...(spans.get(each.id) ?? []), spanOf(each)]);
  return spans;
}

/** Sets maintenance for these times, or takes it away. */
export function maintain(
  here: Here,
  spans: ReadonlyMap<string, readonly Maintenance[]>,
  isMaintenance: boolean,
): Promise<boolean> {
  const edit = (incident: Incident): Incident =>
    (spans.get(incident.id) ?? []).reduce(
      (left, span) => (isMaintenance ? maintained(span) : unmaintained(span))(left),
      incident,
    );
  return change(here, 'maintain', [...spans.keys()], edit, isMaintenance ? 'maintain' : 'unmaintain');
}

/** How much of the time of an outage that has ended was maintenance. */
export function maintainedPart(
  times: readonly Maintenance[],
  { from, to }: Maintenance,
): 'none' | 'part' | 'whole' {
  const end = to ?? Number.POSITIVE_INFINITY;
  const touching = times.filter((time) => time.from < end && (time.to ?? Number.POSITIVE_INFINITY) > from);
  if (touching.length === 0) return 'none';
  const isWhole = touching.some((time) => time.from <= from && (time.to ?? Number.POSITIVE_INFINITY) >= end);
  return isWhole ? 'whole' : 'part';
}

/** Whether any of these units is maintained now, or was during its outage: then it can be taken away. */
export function hasMaintenance(
  { incidents }: Pick<Here, 'incidents'>,
  spans: ReadonlyMap<string, readonly Maintenance[]>,
): boolean {
  return [...spans].some(([id, times]) => {
    const { maintenance } = incidents.of(id);
    return (
      isMaintained(maintenance, Date.now()) ||
      times.some((span) => maintainedPart(maintenance, span) !== 'none')
    );
  });
}

/** Undoes what was done last, and says what that was. */
export async function undo({ incidents, say, t }: Here): Promise<void> {
  const deed = await incidents.undo();
  if (deed) say(t('incidents.said.undone', { what: t(`incidents.deeds.${deed}`) }));
}

/** Runs something that may fail; the failure stays on the screen until the next attempt, or until it is closed. */
async function shown({ incidents }: Here, run: () => Promise<void>): Promise<void> {
  incidents.failure.set(null);
  try {
    await run();
  } catch (cause) {
    const failure = failureOf(cause);
    if (failure.code !== 'cancelled') incidents.failure.set(failure);
  }
}

/** Saves the hand-over as a file, or as the page that is shown for print. */
export function saveHandOver(here: Here, as: 'file' | 'page'): Promise<void> {
  const { desktop, units, incidents, say, t } = here;
  const fleet = { outages: () => units.outages(), find: (id: string) => units.find(id) };
  const rows = handedOver(fleet, incidents, Date.now());
  return shown(here, async () => {
    // Main prints the page as it stands, so it must stand before main is asked.
    if (as === 'page') flushSync(() => incidents.printed.set(rows));
    try {
      const saved =
        as === 'page'
          ? await desktop.call('savePage', { suggestedName: sheetName(t('incidents.handOver.title')) })
          : await desktop.call('saveHandOver', { incidents: rows });
      if (saved !== null) say(t('incidents.said.saved', saved));
    } finally {
      incidents.printed.set(null);
    }
  });
}

/** With the date, as main names the file. */
function sheetName(title: string): string {
  return `${title} ${fieldText(Date.now()).replace('T', ' ').replace(':', '.')}`;
}

/** Shows a hand-over that somebody chooses. */
export function openHandOver(here: Here): Promise<void> {
  const { desktop, incidents } = here;
  return shown(here, async () => {
    const handOver = await desktop.call('openHandOver');
    if (handOver !== null) incidents.opened.set(handOver);
  });
}

/** Takes over acknowledgements and notes of outages that go on here. */
export function takeOver(here: Here, handOver: Parameters<typeof stillOpen>[0]): Promise<boolean> {
  const { units } = here;
  const open = new Map(stillOpen(handOver, (id) => units.find(id)).map((each) => [each.id, each]));
  const edit = (incident: Incident): Incident => {
    const handed = open.get(incident.id);
    return handed === undefined ? incident : takenOver(handed)(incident);
  };
  return change(here, 'take-over', [...open.keys()], edit, 'takeOver');
}
