import { flushSync } from 'react-dom';
import { isMaintained } from '../../electron/contract/incident-facts.ts';
import type { EndedIncident, Incident, Maintenance } from '../../electron/contract/incidents.ts';
import { failureOf } from '../desktop.ts';
import type { useServices } from '../services.ts';
import { gapOf } from '../units/loading/list-gap.ts';
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
/** What is said of a deed by the number of its units alone. */
type Said = Exclude<
  keyof typeof import('../ui/strings/incidents-en.ts').incidentsEn.said extends infer K
    ? K extends `${infer Word}_one`
      ? Word
      : never
    : never,
  'snooze' | 'over'
>;

/** Does something to units and says so; a failure is shown on the screen of the incidents. */
async function change(
  { incidents, say, t }: Here,
  deed: IncidentDeed,
  ids: readonly string[],
  edit: (incident: Incident) => Incident,
  said: Said,
): Promise<boolean> {
  if (ids.length === 0) return false;
  const isDone = (await incidents.change(deed, ids, edit)) !== false;
  if (isDone) say(t(`incidents.said.${said}`, { count: ids.length }));
  return isDone;
}

/**
 * Edits what was known when somebody began, in a dialog that may stay open for long: where that outage has ended meanwhile, what
 * was decided about it is not about the next one. Main knows the former.
 */
function ofThose(those: readonly Incident[], edit: (incident: Incident) => Incident) {
  const before = new Map(those.map((each) => [each.id, each]));
  return (incident: Incident): Incident => {
    const was = before.get(incident.id);
    const isSame = was === undefined || was.outageAt === incident.outageAt;
    return edit(isSame ? incident : { ...was, maintenance: incident.maintenance });
  };
}

const idsOf = (those: readonly Incident[]): readonly string[] => those.map(({ id }) => id);

/** Whether all of these are acknowledged, so that the next press takes it back. */
export function areAcknowledged({ incidents }: Pick<Here, 'incidents'>, ids: readonly string[]): boolean {
  return ids.length > 0 && ids.every((id) => incidents.of(id).acknowledgedAt !== null);
}

export function acknowledge(here: Here, ids: readonly string[]): Promise<boolean> {
  if (areAcknowledged(here, ids)) return change(here, 'withdraw', ids, withdrawn, 'withdraw');
  return change(here, 'acknowledge', ids, acknowledged(Date.now()), 'acknowledge');
}

/**
 * @param those as they were when somebody began to decide
 * @param until ms since 1970, and as it is said; null ends the snooze
 */
export async function snooze(
  here: Here,
  those: readonly Incident[],
  until: number | null,
  time: string,
): Promise<boolean> {
  const edit = ofThose(those, snoozed(until));
  if (until === null) return change(here, 'wake', idsOf(those), edit, 'wake');
  if (those.length === 0) return false;
  const { incidents, say, t } = here;
  const kept = await incidents.change('snooze', idsOf(those), edit);
  if (kept === false) return false;
  // One that has ended meanwhile is not snoozed, and neither is the next one of its unit.
  const count = kept.filter(({ snoozedUntil }) => snoozedUntil === until).length;
  say(
    count > 0
      ? t('incidents.said.snooze', { count, time })
      : t('incidents.said.over', { count: kept.length }),
  );
  return count > 0;
}

/** @param those as they were when somebody began to write */
export function note(here: Here, those: readonly Incident[], text: string): Promise<boolean> {
  return change(here, 'note', idsOf(those), ofThose(those, noted(text)), 'note');
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

/**
 * Sets maintenance for these times, or takes it away.
 * @param those the incidents of these units, as they were when somebody began to decide
 */
export async function maintain(
  here: Here,
  those: readonly Incident[],
  spans: ReadonlyMap<string, readonly Maintenance[]>,
  isMaintenance: boolean,
): Promise<boolean> {
  const edit = (incident: Incident): Incident =>
    (spans.get(incident.id) ?? []).reduce(
      (left, span) => (isMaintenance ? maintained(span) : unmaintained(span))(left),
      incident,
    );
  const said = isMaintenance ? 'maintain' : 'unmaintain';
  const isDone = await change(here, 'maintain', idsOf(those), ofThose(those, edit), said);
  // They tell maintenance apart.
  here.sparks.clear();
  return isDone;
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
export async function undo({ incidents, sparks, say, t }: Here): Promise<void> {
  const deed = await incidents.undo();
  if (deed === 'maintain') sparks.clear();
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
  const { desktop, incidents, say, t } = here;
  const handed = handOverOf(here, Date.now());
  return shown(here, async () => {
    // Main prints the page as it stands, so it must stand before main is asked.
    if (as === 'page') flushSync(() => incidents.printed.set(handed));
    try {
      const saved =
        as === 'page'
          ? await desktop.call('savePage', { suggestedName: sheetName(t('incidents.handOver.title')) })
          : await desktop.call('saveHandOver', handed);
      if (saved !== null) say(t('incidents.said.saved', saved));
    } finally {
      incidents.printed.set(null);
    }
  });
}

/** What is handed over, and what it lacks. */
function handOverOf({ units, incidents, list, desk }: Here, now: number) {
  const fleet = { outages: incidents.open, find: (id: string) => units.find(id) };
  const { incidents: handed, ...lack } = handedOver(fleet, incidents, now);
  const isLive = desk.state.get()?.live.phase === 'live';
  return { incidents: handed, lack: { ...gapOf(list.state.get(), units.size, isLive, now), ...lack } };
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
  const open = new Map(stillOpen(handOver, here.incidents.openOf).map((each) => [each.id, each]));
  const edit = (incident: Incident): Incident => {
    const handed = open.get(incident.id);
    return handed === undefined ? incident : takenOver(handed)(incident);
  };
  return change(here, 'take-over', [...open.keys()], edit, 'takeOver');
}
