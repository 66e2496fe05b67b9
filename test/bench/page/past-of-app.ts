/** A past for an app that has been started before: written into the ledger that it goes on with. */
import { createSecretKey } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { ledgerPrefix } from '../../../electron/core/connection/stored-entries.ts';
import { keysIn, openWith } from '../../../electron/core/storage/data-keys.ts';
import { dataKeyEntry, sealedKey } from '../../../electron/core/storage/entry-keys.ts';
import { createFileStore } from '../../../electron/core/storage/file-store.ts';
import { createFleet } from '../../../electron/simulator/fleet/fleet.ts';
import type { RunningApp } from '../app/running-app.ts';
import { makeOurs } from '../ledger/ours.ts';
import { type Past, pastLength } from '../ledger/past.ts';

/** Quits the app, and gives its ledger a past of its simulated units up to now. */
export async function quitWithPast(app: RunningApp, userData: string, past: Past): Promise<void> {
  const entries = createFileStore(path.join(userData, 'sealed'));
  const keys = keysIn(Buffer.from(await app.unwrapped(entries.get(dataKeyEntry) ?? ''), 'base64'));
  // What is sealed late is on the disk after the end.
  await app.quit();
  const ledgers = path.join(userData, 'ledger');
  const [name] = readdirSync(ledgers);
  const entry = `${ledgerPrefix}${name}`;
  const secret = keys && openWith(keys, entry, entries.get(sealedKey(entry)) ?? '');
  if (name === undefined || secret === undefined) throw new Error('the app has no ledger');
  const folder = path.join(ledgers, name);
  rmSync(folder, { recursive: true });
  const ids = createFleet(past.units, 1, Date.now())
    .page(0, past.units)
    .map(({ unitId }) => unitId);
  await makeOurs(folder, past, {
    key: createSecretKey(Buffer.from(secret, 'base64')),
    begin: Date.now() - pastLength,
    idOf: (unit) => ids[unit] ?? '',
  });
}
