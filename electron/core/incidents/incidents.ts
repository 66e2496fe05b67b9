import type { EventValue, HandlersOf } from '../../contract/calls.ts';
import { isMaintained, mostOpenTold, nothingKnown, saysNothing } from '../../contract/incident-facts.ts';
import type { EndedIncident, Incident, Maintenance } from '../../contract/incidents.ts';
import { AppError } from '../errors.ts';
import { settled } from '../settled.ts';
import type { OutageChange } from '../units/outage-notices.ts';
import { createEndedNews } from './ended-news.ts';
import { createIncidentTable } from './incident-table.ts';
import { createKeptIncidents, type KeptIncidentsParts } from './kept-incidents.ts';
import { endedMaintenance, fromTheBeginning } from './maintenance.ts';
import { createOutageTrack, type EndedOutage, type RecalledOutage } from './outage-track.ts';

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
  const track = createOutageTrack(clock, close, keepTrapped);
  let account: string | undefined;
  let isKept = false;
  /** Until then nothing may be written over what is kept. */
  let isLoaded = false;
  let loaded: Promise<void> = Promise.resolve();
  const news = createEndedNews(clock, ({ units, ended }) => {
    const incidents = Array.from(units, (id) => table.of(id) ?? nothingKnown(id));
    if (account !== undefined) onIncidents({ owner: ownerOf(account), incidents, ended });
  });
  const disk = createKeptIncidents({
    ...parts,
    current() {
      if (account === undefined || !isKept || !isLoaded) return undefined;
      return {
        account,
        kept: table.isEmpty() ? null : { ...table.kept(), trapped: track.trapped().filter(hasIncident) },
      };
    },
  });
  const ownerOf = (whose: string) => ({ connection: connectionId, account: whose });

  function close(outage: EndedOutage): void {
    const { left, ended } = table.close(outage, clock.now());
    news.add(ended, left !== null);
    disk.changedByItself();
  }

  function hasIncident(id: string): boolean {
    const incident = table.of(id);
    return incident !== undefined && recalled(incident).length > 0;
  }

  /** It is to be known of the outage also if that ends while nobody looks. */
  function keepTrapped(id: string): void {
    if (hasIncident(id)) disk.changedByItself();
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
    const wereTrapped = new Set(kept?.trapped);
    track.recall((kept?.incidents ?? []).flatMap((each) => recalled(each, wereTrapped.has(each.id))));
    isLoaded = true;
  }

  /** Waits until what is kept of the current account has been read. Throws `sign-in-needed`. */
  async function owner(): Promise<string> {
    // The account may change meanwhile.
    await settled(() => loaded);
    if (account === undefined) throw new AppError('sign-in-needed', 'Nobody is signed in.');
    return account;
  }

  /** The outage that an incident is about, if that has ended while the operator decided. */
  function formerOf({ id, outageAt }: Incident): EndedIncident | undefined {
    const current = track.outageOf(id);
    if (outageAt === null || outageAt === current) return undefined;
    const former = table.endedOf(id, outageAt);
    if (former === undefined || current === null) return former;
    return Math.abs(outageAt - former.outageAt) < Math.abs(outageAt - current) ? former : undefined;
  }

  /**
   * Without what is about an outage that has ended: what is known of the one that goes on stays. Maintenance until its end
   * is over too: nothing would end it any more.
   */
  function stillTrue(incident: Incident, former: EndedIncident | undefined): Incident {
    const { id, outageAt } = incident;
    const kept = table.of(id) ?? nothingKnown(id);
    const current = track.outageOf(id);
    const maintenance = fromTheBeginning(incident.maintenance, track.sinceOf(id));
    const isAnother = kept.outageAt !== null && outageAt !== null && kept.outageAt !== outageAt;
    if (former !== undefined || (current === null ? track.isComplete() : isAnother)) {
      const endedAt = former?.endedAt ?? current ?? clock.now();
      return { ...kept, maintenance: endedMaintenance(maintenance, endedAt) };
    }
    if (outageAt === null) return { ...kept, outageAt: kept.outageAt ?? current, maintenance };
    return { ...incident, outageAt: kept.outageAt ?? current ?? outageAt, maintenance };
  }

  /** What was said of an outage that had ended meanwhile stays with it: nothing that somebody has typed is lost. */
  function amend(former: EndedIncident | undefined, incident: Incident): void {
    const amended = former && table.amend(former, incident);
    if (amended !== undefined && amended !== former) news.add(amended, false);
  }

  const calls: HandlersOf<'incidents'> = {
    async incidents() {
      if (account === undefined) return null;
      const whose = await owner();
      return { owner: ownerOf(whose), ...table.kept(), open: track.open(mostOpenTold) };
    },
    async setIncidents({ incidents }) {
      await owner();
      const those = incidents.map((incident) => ({ incident, former: formerOf(incident) }));
      const now = table.set(
        those.map(({ incident, former }) => stillTrue(incident, former)),
        clock.now(),
      );
      for (const { incident, former } of those) amend(former, incident);
      // Of units that only the kept list has: the first list of this run says whether their outages go on.
      track.recall(now.flatMap((each) => recalled(each)).filter(({ id }) => track.outageOf(id) === null));
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
function recalled(incident: Incident, wasTrapped = false): RecalledOutage[] {
  const { id, outageAt, acknowledgedAt } = incident;
  if (outageAt === null || saysNothing(incident)) return [];
  const condition = wasTrapped ? 'entrapment' : 'out-of-service';
  return [{ id, outageAt, seenAt: Math.max(outageAt, acknowledgedAt ?? 0), condition }];
}
