import type { EventValue, HandlersOf } from '../../contract/calls.ts';
import { isMaintained, nothingKnown, saysNothing } from '../../contract/incident-facts.ts';
import type { EndedIncident, Incident, Maintenance } from '../../contract/incidents.ts';
import { AppError } from '../errors.ts';
import type { Clock } from '../ports.ts';
import { settled } from '../settled.ts';
import type { OutageChange } from '../units/outage-notices.ts';
import { createIncidentTable } from './incident-table.ts';
import { createKeptIncidents, type KeptIncidentsParts } from './kept-incidents.ts';
import { endedMaintenance } from './maintenance.ts';
import { createOutageTrack, type EndedOutage, type RecalledOutage } from './outage-track.ts';

/** Outages that end are collected this long before the window is told, ms. */
const gathering = 250;

export interface IncidentsParts extends Omit<KeptIncidentsParts, 'current'> {
  connectionId: string;
  onIncidents: (ended: EventValue<'incidentsEnded'>) => void;
}

/**
 * What the operator does about outages: acknowledges, notes, snoozes, marks as maintenance. It belongs to the account, is
 * kept sealed on this workstation, and is sent nowhere. An outage that ends closes its incident.
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: its parts share whose incidents these are
export function createIncidents(parts: IncidentsParts) {
  const { clock, connectionId, onIncidents } = parts;
  const table = createIncidentTable();
  const track = createOutageTrack(clock, close);
  let account: string | undefined;
  let isKept = false;
  /** Until then nothing may be written over what is kept. */
  let isLoaded = false;
  let loaded: Promise<void> = Promise.resolve();
  const news = createNews(clock, ({ incidents, ended }) => {
    if (account !== undefined) onIncidents({ owner: ownerOf(account), incidents, ended });
  });
  const disk = createKeptIncidents({
    ...parts,
    current() {
      if (account === undefined || !isKept || !isLoaded) return undefined;
      return { account, kept: table.isEmpty() ? null : table.kept() };
    },
  });
  const ownerOf = (whose: string) => ({ connection: connectionId, account: whose });

  function close(outage: EndedOutage): void {
    const { left, ended } = table.close(outage, clock.now());
    news.add(left, ended);
    disk.changedByItself();
  }

  function switchTo(next: string | undefined): void {
    account = next;
    isLoaded = false;
    table.clear();
    track.clear();
    news.clear();
  }

  async function load(whose: string): Promise<void> {
    const kept = await disk.read(whose);
    if (account !== whose) return;
    if (kept !== undefined) table.take(kept, clock.now());
    track.recall((kept?.incidents ?? []).flatMap(recalled));
    isLoaded = true;
  }

  /** Waits until what is kept of the current account has been read. Throws `sign-in-needed`. */
  async function owner(): Promise<string> {
    // The account may change meanwhile.
    await settled(() => loaded);
    if (account === undefined) throw new AppError('sign-in-needed', 'Nobody is signed in.');
    return account;
  }

  /**
   * Without what is about an outage that has ended while the operator decided. Maintenance until its end is over too: nothing
   * would end it any more.
   */
  function stillTrue(incident: Incident): Incident {
    const { id, outageAt, maintenance } = incident;
    const known = table.of(id)?.outageAt ?? null;
    const current = track.outageOf(id);
    const isAnother = known !== null && outageAt !== null && known !== outageAt;
    if (current === null ? track.isComplete() : isAnother)
      return { ...nothingKnown(id), maintenance: endedMaintenance(maintenance, current ?? clock.now()) };
    if (outageAt === null) return { ...nothingKnown(id), maintenance };
    return { ...incident, outageAt: known ?? current ?? outageAt };
  }

  const calls: HandlersOf<'incidents'> = {
    async incidents() {
      if (account === undefined) return null;
      const whose = await owner();
      return { owner: ownerOf(whose), ...table.kept() };
    },
    async setIncidents({ incidents }) {
      await owner();
      const now = table.set(incidents.map(stillTrue), clock.now());
      // Of units that only the kept list has: the first list of this run says whether their outages go on.
      track.recall(now.flatMap(recalled).filter(({ id }) => track.outageOf(id) === null));
      await disk.changed();
      return now;
    },
  };
  return {
    calls,
    begin: track.begin,
    complete: track.complete,
    see: track.see,
    apply: track.apply,
    /** When a unit was, is and will be maintained: that counts apart from its outages. */
    maintenanceOf: (id: string): readonly Maintenance[] => table.of(id)?.maintenance ?? [],
    /**
     * Whether nobody needs to be told of a change: the unit is maintained, or its outage is known or snoozed. That it is
     * back is told all the same. An entrapment is always told.
     */
    silences({ id, out, entrapment }: OutageChange): boolean {
      const incident = entrapment ? undefined : table.of(id);
      if (incident === undefined) return false;
      const now = clock.now();
      if (isMaintained(incident.maintenance, now)) return true;
      const { acknowledgedAt, snoozedUntil } = incident;
      return out && (acknowledgedAt !== null || (snoozedUntil !== null && now < snoozedUntil));
    },
    /**
     * Switches to this account's incidents.
     * @param kept whether they are stored; those of a pasted token stay in memory
     */
    follow(next: string | undefined, kept: boolean): Promise<void> {
      if (next === account) return loaded;
      disk.leave();
      isKept = kept;
      switchTo(next);
      loaded = next === undefined ? Promise.resolve() : kept ? load(next) : Promise.resolve(track.recall([]));
      return loaded;
    },
    /** Removes what is stored of this account too (R28). */
    async forget(whose: string): Promise<void> {
      if (account === whose) switchTo(undefined);
      await disk.remove(whose);
    },
    /** Writes what is not written yet. */
    close(): void {
      disk.leave();
      news.clear();
    },
  };
}

/** The outage that an incident is about, if it says anything. */
function recalled(incident: Incident): RecalledOutage[] {
  const { id, outageAt, acknowledgedAt } = incident;
  if (outageAt === null || saysNothing(incident)) return [];
  return [{ id, outageAt, seenAt: Math.max(outageAt, acknowledgedAt ?? 0) }];
}

interface News {
  incidents: Incident[];
  ended: EndedIncident[];
}

/** Collects what has ended: a list or a burst brings many at once. */
function createNews(clock: Pick<Clock, 'later'>, tell: (news: News) => void) {
  let waiting: News = { incidents: [], ended: [] };
  let stopTimer: (() => void) | undefined;

  function run(): void {
    const news = waiting;
    clear();
    tell(news);
  }
  function clear(): void {
    stopTimer?.();
    stopTimer = undefined;
    waiting = { incidents: [], ended: [] };
  }
  return {
    add(left: Incident | null, ended: EndedIncident): void {
      if (left !== null) waiting.incidents.push(left);
      waiting.ended.push(ended);
      stopTimer ??= clock.later(gathering, run);
    },
    clear,
  };
}
