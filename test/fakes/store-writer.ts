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
  // The second entry follows the first, so it is as old or one older.
  await store.write('tokens', `${text}.${'x'.repeat((generation * 7919) % 50_000)}`);
  if (generation % 5 === 0) await store.remove('units');
  else await store.write('units', text);
  // Not through a stream, which would keep it back when the end comes.
  writeSync(1, `${text}\n`);
}
