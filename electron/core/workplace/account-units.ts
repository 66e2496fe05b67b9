import type { HandlersOf } from '../../contract/calls.ts';
import { connectionId } from '../connection/connection-ids.ts';
import { incidentsEntry, notesEntry, watchedEntry } from '../connection/stored-entries.ts';
import { createIncidents, type IncidentsParts } from '../incidents/incidents.ts';
import { createLive, type Live, type LiveParts } from '../live/live.ts';
import { createNotes } from '../units/unit-notes.ts';
import { createUnitWatch, type UnitWatchParts } from '../units/unit-watch.ts';
import { type AccountLedgerParts, createAccountLedger } from './account-ledger.ts';
import { createUnitList, type UnitListParts } from './unit-list.ts';
import { createUnitReports } from './unit-reports.ts';

interface AccountUnitsParts
  extends Omit<LiveParts, 'alwaysFollow'>,
    Omit<UnitListParts, 'live' | 'onBegin' | 'onWhole'>,
    Pick<UnitWatchParts, 'notify' | 'language'>,
    Pick<AccountLedgerParts, 'shelf' | 'painted'>,
    Pick<IncidentsParts, 'onIncidents'> {
  /** Whether notifications are silent now, but those of entrapments. */
  isQuiet: () => boolean;
}

export type AccountUnits = ReturnType<typeof createAccountUnits>;

/** The units of the current account: their list, their live updates, and those that the operator watches. */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: it wires up what belongs to the units, and reads as a list
export function createAccountUnits(parts: AccountUnitsParts) {
  const { connection, account, accountOnDisk } = parts;
  const incidents = createIncidents({
    ...parts,
    connectionId: connectionId(connection),
    entry: incidentsEntry(connection),
  });
  const watch = createUnitWatch({
    ...parts,
    entry: watchedEntry(connection),
    isSilent: (change) => parts.isQuiet() || incidents.silences(change),
    onChange: changed,
  });
  const notes = createNotes({
    ...parts,
    connectionId: connectionId(connection),
    entry: notesEntry(connection),
  });
  const ledger = createAccountLedger({
    ...parts,
    connectionId: connectionId(connection),
    maintenanceOf: incidents.maintenanceOf,
  });
  const live: Live = createLive({
    ...parts,
    alwaysFollow: watch.watched,
    onChange() {
      ledger.check(live.state());
      parts.onChange();
    },
    onUpdates(updates) {
      ledger.apply(updates);
      incidents.apply(updates);
      watch.apply(updates);
      list.apply(updates);
      parts.onUpdates(updates);
    },
  });
  const list = createUnitList({
    ...parts,
    live: ledger.readingOf(live),
    onBegin: incidents.begin,
    onWhole: incidents.complete,
    onPage(page) {
      incidents.see(page.units);
      watch.see(page.units);
      parts.onPage(page);
    },
  });

  /** What decides about the live updates has changed: the watched units, or the subscription key. */
  function changed(): void {
    live.check();
    parts.onChange();
  }

  const calls: HandlersOf<'units' | 'live' | 'notes' | 'ledger' | 'incidents'> = {
    ...list.calls,
    ...notes.calls,
    ...ledger.calls,
    ...incidents.calls,
    followUnits: ({ ids, inSight }) => live.follow(ids, inSight),
    pauseLive: ({ paused }) => live.pause(paused),
    watchUnits: ({ ids, watched }) => watch.change(ids, watched),
  };
  return {
    calls,
    list,
    live,
    watch,
    ledger: ledger.state,
    report: createUnitReports({
      account,
      listed: list.listed,
      ledger: ledger.openState,
      steady: parts.clock.steady,
      ask: async (question) => ledger.calls.groupAvailability(question),
    }),
    changed,
    /** To be called when another account may be the current one. */
    follow(): void {
      ledger.follow(account(), accountOnDisk() !== undefined);
      live.check();
      void watch.follow(account());
      void notes.follow(account(), accountOnDisk() !== undefined);
      void incidents.follow(account(), accountOnDisk() !== undefined);
    },
    /** Removes what is stored of this account's units (R28). */
    async forget(whose: string | undefined): Promise<void> {
      list.clear();
      const kept = [watch, notes, incidents, ledger];
      const own = whose === undefined ? [] : kept.map((each) => each.forget(whose));
      await Promise.all([list.removeStored(), ...own]);
    },
    /** Resolves when the ledger is on the disk. */
    close(): Promise<void> {
      live.close();
      list.close();
      watch.close();
      incidents.close();
      return ledger.close();
    },
  };
}
