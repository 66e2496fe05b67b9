import type { HandlersOf } from '../../contract/calls.ts';
import type { Connection } from '../connection/connection-file.ts';
import { connectionId } from '../connection/connection-ids.ts';
import { outagesEntry, unitsEntry } from '../connection/stored-entries.ts';
import { shortDigest } from '../digest.ts';
import type { Log } from '../ports.ts';
import type { SealedStore } from '../storage/sealed-store.ts';
import { createOutageTimes } from '../units/outage-times.ts';
import { unitMapping } from '../units/unit-mapping.ts';
import { createUnitRuns, type UnitRunsParts } from '../units/unit-runs.ts';
import { createUnitSnapshot } from '../units/unit-snapshot.ts';

export interface UnitListParts extends Omit<UnitRunsParts, 'path' | 'toUnit' | 'keepFor'> {
  connection: Connection;
  store: SealedStore;
  log: Log;
  /** The current account; undefined for none. */
  account: () => string | undefined;
  /** The same, but undefined for an account of which nothing is stored. */
  accountOnDisk: () => string | undefined;
  /** A list begins, and is there whole, if it ever is. */
  onBegin: () => void;
  onWhole: () => void;
}

/** The list of the current account's units, and the one that an earlier run stored for that account. */
export function createUnitList(parts: UnitListParts) {
  const { connection, store, log, account, accountOnDisk } = parts;
  const { unitsPath, fields, statuses } = connection.api;
  const reading = shortDigest(JSON.stringify([unitsPath, fields, statuses]));
  const snapshot = createUnitSnapshot(store, unitsEntry(connection), reading, log);
  const outages = createOutageTimes({ ...parts, entry: outagesEntry(connection) });
  const restored = Promise.withResolvers<void>();
  let listedFor: string | undefined;
  const runs = createUnitRuns({
    ...parts,
    path: unitsPath,
    toUnit: unitMapping(connection.api),
    onPage: (page) => parts.onPage({ ...page, units: outages.see(page.units) }),
    keepFor(signal) {
      listedFor = account();
      outages.begin(listedFor);
      parts.onBegin();
      const whose = accountOnDisk();
      return async (list) => {
        outages.complete();
        if (account() === listedFor) parts.onWhole();
        if (whose !== undefined && account() === whose) await snapshot.write(whose, list, signal);
      };
    },
  });

  function clear(): void {
    runs.clear();
    snapshot.clear();
    outages.follow(undefined);
  }

  const calls: HandlersOf<'units'> = {
    listUnits: ({ run }) => runs.list(run),
    async cachedUnits({ from }) {
      await restored.promise;
      const whose = account();
      const page = whose === undefined ? null : await snapshot.page(whose, from);
      await outages.loaded();
      if (page === null || whose === undefined || account() !== whose) return null;
      const units = outages.recall(page.units, page.fetchedAt);
      return { ...page, units, owner: { connection: connectionId(connection), account: whose } };
    },
    cancelUnits: ({ run }) => runs.cancel(run),
    unitFields: async ({ id }) =>
      account() !== undefined && account() === listedFor ? runs.fields(id) : null,
  };
  return {
    calls,
    runs,
    /** To be called when the account of the earlier run is known: until then `cachedUnits` waits. */
    prepare(): void {
      const whose = account();
      if (whose !== undefined) snapshot.prepare(whose);
      outages.follow(whose);
      restored.resolve();
    },
    /** Live changes. */
    apply: outages.apply,
    /** Removes the stored list (R28). */
    async removeStored(): Promise<void> {
      await Promise.all([snapshot.remove(), outages.removeStored()]);
    },
    clear,
    close(): void {
      restored.resolve();
      clear();
    },
  };
}
