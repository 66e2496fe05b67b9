import type { Failure } from '../../electron/contract/failure.ts';
import { nothingKnown, saysNothing } from '../../electron/contract/incident-facts.ts';
import type { EndedIncident, Incident } from '../../electron/contract/incidents.ts';
import { type DeskStore, ownerName, ownerOf } from '../desk-store.ts';
import { type DesktopClient, failureOf } from '../desktop.ts';
import { observable } from '../observable.ts';
import { createPace } from '../units/table/pace.ts';
import type { UnitStore } from '../units/table/unit-store.ts';
import type { IncidentOrder } from './incident-rows.ts';
import { incidentRows, keptEnded, keptRows, nextTurn, noIncidents } from './incident-rows.ts';
import { createOpenUnits } from './open-units.ts';
import { createUndo } from './undo.ts';

/** Minimum time between two looks at all outages, in ms. */
const interval = 300;
/** Units per message to main: the most that the contract allows. */
const chunk = 5_000;
/** A timer does not know that the computer has slept, or that its clock was set: the list is looked at so often, in ms. */
const longestTimer = 60_000;
/** Rows that are shown at first, and more on request. */
export const rowStep = 200;

/** What can be done about incidents; names what is undone. */
export const incidentDeeds = [
  'acknowledge',
  'withdraw',
  'note',
  'snooze',
  'wake',
  'maintain',
  'take-over',
] as const;
export type IncidentDeed = (typeof incidentDeeds)[number];

/** How the list is shown; it is kept while another screen is shown. */
export interface IncidentView {
  readonly shows: 'open' | 'ended';
  readonly order: IncidentOrder;
  readonly most: number;
}

/** What the operator knows of open outages and of those that have ended. */
export type IncidentKeeper = ReturnType<typeof keepIncidents>;

/**
 * Shows the incidents of whoever is signed in, and keeps what changes in main. A change shows at once, is taken back if
 * main refuses it, and can be undone.
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: its parts share whose incidents are shown
export function keepIncidents(desktop: DesktopClient, desk: Pick<DeskStore, 'state'>, units: UnitStore) {
  const failure = observable<Failure | null>(null);
  const list = observable(noIncidents);
  const ended = observable<readonly EndedIncident[]>([]);
  const view = observable<IncidentView>({ shows: 'open', order: 'newest', most: rowStep });
  const undo = createUndo<IncidentDeed>();
  const known = new Map<string, Incident>();
  const open = createOpenUnits(units);
  /** By unit, its last change: the answer to an earlier one is outdated. */
  const latest = new Map<string, symbol>();
  let owner: string | null = null;
  /** Whether what is kept of the owner has been read: a change of what is not known would be made without it. */
  let isRead = false;
  let reading: Promise<boolean> | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** @param isNews something else is known of an outage, which may have ended: whoever shows that hears of the list */
  function look(isNews = false): void {
    const now = Date.now();
    const incidentOf = (id: string) => known.get(id) ?? null;
    const found = incidentRows(open.look(), incidentOf, { ...view.get(), now });
    const kept = keptRows(list.get(), found);
    list.set(isNews ? { ...kept } : kept);
    clearTimeout(timer);
    const next = nextTurn(known.values(), now);
    if (next !== null) timer = setTimeout(() => look(), Math.min(next - now, longestTimer));
  }
  const pace = createPace(() => look(), interval);

  function take(incidents: readonly Incident[]): void {
    for (const incident of incidents) {
      if (saysNothing(incident)) known.delete(incident.id);
      else known.set(incident.id, incident);
    }
    look(true);
  }

  /** False where main does not have the account of the page; without an account in main its first change says so. */
  async function read(): Promise<boolean> {
    const mine = owner;
    const all = await desktop.call('incidents');
    if (owner !== mine || (all !== null && ownerName(all.owner) !== mine)) return false;
    if (all === null) return true;
    isRead = true;
    ended.set(all.ended);
    open.tell(all.open);
    take(all.incidents.filter(({ id }) => !latest.has(id)));
    return true;
  }

  /** Reads what is kept, unless that is under way already. */
  function readOnce(): Promise<boolean> {
    if (reading !== null) return reading;
    const mine = read().finally(() => {
      if (reading === mine) reading = null;
    });
    reading = mine;
    return mine;
  }

  /** Waits until what is kept is known; false, with the reason, if it cannot be read. */
  async function isReady(): Promise<boolean> {
    const mine = owner;
    try {
      return await readOnce();
    } catch (cause) {
      if (owner === mine) failure.set(failureOf(cause));
      return false;
    }
  }

  function follow(): void {
    const next = ownerOf(desk.state.get());
    if (next === owner) return;
    owner = next;
    isRead = false;
    reading = null;
    known.clear();
    open.clear();
    latest.clear();
    undo.clear();
    ended.set([]);
    failure.set(null);
    view.set({ ...view.get(), shows: 'open', most: rowStep });
    look();
    // What is wrong is told by the first change.
    if (owner !== null) readOnce().catch(() => undefined);
  }

  /** What is known of a unit; of one that is out of service it is about that outage. */
  function of(id: string): Incident {
    const incident = known.get(id) ?? nothingKnown(id);
    if (incident.outageAt !== null) return incident;
    const unit = open.of(id);
    return { ...incident, outageAt: unit === undefined ? null : (unit.outSince ?? Date.now()) };
  }

  /** Puts a few units into this state, and returns what main keeps; throws a DesktopError after everything is as it was. */
  async function putSome(next: readonly Incident[]): Promise<readonly Incident[]> {
    const mine = Symbol('change');
    const before = next.map(({ id }) => of(id));
    for (const { id } of next) latest.set(id, mine);
    const isCurrent = ({ id }: Incident) => latest.get(id) === mine;
    take(next);
    try {
      const now = await desktop.call('setIncidents', { incidents: [...next] });
      take(now.filter(isCurrent));
      return now;
    } catch (cause) {
      take(before.filter(isCurrent));
      throw cause;
    }
  }

  /**
   * False if main has refused a part of it, which is as it was then; `done` gets what main keeps of those that it has taken. Where
   * somebody else has signed in meanwhile it is not heard of again.
   */
  async function put(next: readonly Incident[], done: (kept: readonly Incident[]) => void): Promise<boolean> {
    const mine = owner;
    try {
      for (let start = 0; start < next.length; start += chunk) {
        const kept = await putSome(next.slice(start, start + chunk));
        if (owner !== mine) return false;
        done(kept);
      }
      failure.set(null);
      return true;
    } catch (cause) {
      if (owner === mine) failure.set(failureOf(cause));
      return false;
    }
  }

  desktop.on('incidentsEnded', (news) => {
    if (ownerName(news.owner) !== owner) return;
    const ids = news.ended.map(({ id }) => id);
    for (const id of ids) latest.delete(id);
    undo.forget(ids);
    open.ended(news.ended);
    ended.set(keptEnded([...ended.get(), ...news.ended], Date.now()));
    take(news.incidents);
  });
  units.subscribe(pace.changed);
  view.subscribe(() => look());
  desk.state.subscribe(follow);
  follow();

  return {
    list,
    ended,
    view,
    /** All units with an open outage. */
    open: open.look,
    /** One of them; undefined for a unit without an open outage. */
    openOf: open.of,
    /** Why the last change was not made. */
    failure,
    of,
    /** What was done last and can be undone; null for nothing. */
    last: undo.last,
    /**
     * Changes what is known of these units. False if main has refused it; else what main keeps of them: of an outage that has
     * ended meanwhile nothing.
     */
    async change(
      deed: IncidentDeed,
      ids: readonly string[],
      edit: (incident: Incident) => Incident,
    ): Promise<readonly Incident[] | false> {
      if (!(isRead || (await isReady()))) return false;
      const before = new Map(ids.map((id) => [id, of(id)]));
      const next = [...before.values()].map(edit);
      const mine = undo.begin(deed);
      const kept: Incident[] = [];
      const isDone = await put(next, (some) => {
        mine.add(some.map(({ id }) => before.get(id) ?? of(id)));
        kept.push(...some);
      });
      return isDone && kept;
    },
    /** Undoes what was done last; null if there was nothing, false if main has refused it. */
    async undo(): Promise<IncidentDeed | false | null> {
      const taken = undo.take();
      if (taken === null) return null;
      // Main names the outage; what it said about it holds.
      const next = taken.before.map((each) => ({ ...each, outageAt: of(each.id).outageAt ?? each.outageAt }));
      const left = new Set(next.map(({ id }) => id));
      const mine = owner;
      const isDone = await put(next, (some) => {
        for (const { id } of some) left.delete(id);
      });
      if (isDone) return taken.deed;
      if (owner !== mine) return false;
      undo.begin(taken.deed).add(taken.before.filter(({ id }) => left.has(id)));
      return false;
    },
  };
}
