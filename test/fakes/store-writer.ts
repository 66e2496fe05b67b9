/** A process that writes secrets without an end, until it is killed: `node store-writer.ts FOLDER`. */
import { writeSync } from 'node:fs';
import { createSealedStore } from '../../electron/core/storage/sealed-store.ts';
import { createSecrets } from '../../electron/shell/store.ts';
import { fakeLog, fakeVault } from './ports.ts';

const log = fakeLog();
const keyValue = createSecrets(process.argv[2] ?? '', log);
const store = createSealedStore({ keyValue, vault: fakeVault(), log, onChange: () => undefined });
let generation = Number((await store.read('generation')) ?? 0);

for (;;) {
  generation += 1;
  const text = String(generation);
  await store.write('generation', text);
  // The others follow the first, so they are as old or one older: one in the file of many, one in a file of its own.
  const value = `${text}.${'x'.repeat((generation * 7919) % 50_000)}`;
  await store.write('signed-out', value);
  await store.write('tokens.identity', value);
  if (generation % 5 === 0) await store.remove('units');
  else await store.write('units', text);
  // Not through a stream, which would keep it back when the end comes.
  writeSync(1, `${text}\n`);
}
