/** A process that writes secrets in an endless loop until it is killed: `node store-writer.ts FOLDER`. */
import { writeSync } from 'node:fs';
import { createSealedStore } from '../../electron/core/storage/sealed-store.ts';
import { createSecrets } from '../../electron/core/storage/secrets.ts';
import { fakeLog, fakeVault } from './ports.ts';

const log = fakeLog();
const keyValue = createSecrets(process.argv[2] ?? '', log);
const store = createSealedStore({ keyValue, vault: fakeVault(), log, onChange: () => undefined });
let generation = Number((await store.read('generation')) ?? 0);

for (;;) {
  generation += 1;
  const text = String(generation);
  await store.write('generation', text);
  // Written after `generation`, so they have its value or the previous one: each in its own file.
  const value = `${text}.${'x'.repeat((generation * 7919) % 50_000)}`;
  await store.write('signed-out', value);
  await store.write('tokens.identity', value);
  if (generation % 5 === 0) await store.remove('units');
  else await store.write('units', text);
  // Synchronous, because a stream would lose buffered lines when the process is killed.
  writeSync(1, `${text}\n`);
}
