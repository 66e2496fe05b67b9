import { beforeEach, describe, expect, test } from 'vitest';
import type { ConsoleFavourite, ConsolePast } from '../../../../electron/contract/console.ts';
import { createConsoleMemory } from '../../../../electron/core/console/console-memory.ts';
import { createSealedStore } from '../../../../electron/core/storage/sealed-store.ts';
import { connectionWith } from '../../../fakes/connection.ts';
import { type FakeKeyValue, fakeKeyValue, fakeLog, fakeVault } from '../../../fakes/ports.ts';

let disk: FakeKeyValue;
let owner: string | undefined;
beforeEach(() => {
  disk = fakeKeyValue();
  owner = 'ann';
});

/** As a new process would make it. */
const newMemory = (connection = connectionWith()) =>
  createConsoleMemory({
    connection,
    store: createSealedStore({
      keyValue: disk,
      vault: fakeVault(),
      log: fakeLog(),
      onChange: () => undefined,
    }),
    log: fakeLog(),
    owner: () => owner,
  } as unknown as Parameters<typeof createConsoleMemory>[0]);
const past = (path: string, method: ConsolePast['method'] = 'GET'): ConsolePast => ({ method, path });
const kept = () => newMemory().calls.consoleKept();
const paths = async () => (await kept()).history.map(({ method, path }) => `${method} ${path}`);

describe('the last requests of an account', () => {
  test('are there at the next start: method and path, the newest first, each once', async () => {
    const memory = newMemory();
    const full = { ...past('/a'), headers: [{ name: 'x', value: 'secret' }], body: 'secret' };
    for (const each of [full, past('/b'), past('/a', 'POST'), past('/a')]) await memory.note(each);
    expect(await paths()).toEqual(['GET /a', 'POST /a', 'GET /b']);
    expect(Object.keys((await kept()).history[0] ?? {})).toEqual(['method', 'path']);
  });

  test('are fifty at most, also when they are noted at once', async () => {
    const memory = newMemory();
    await Promise.all(Array.from({ length: 60 }, (_, i) => memory.note(past(`/${i}`))));
    const all = await paths();
    expect([all.length, all[0], all.at(-1)]).toEqual([50, 'GET /59', 'GET /10']);
  });

  test('are nobody else’s, and nobody’s while nobody is signed in', async () => {
    await newMemory().note(past('/a'));
    owner = 'bob';
    expect(await paths()).toEqual([]);
    await newMemory().note(past('/b'));
    owner = undefined;
    expect(await paths()).toEqual([]);
    const before = disk.keys().length;
    await newMemory().note(past('/c'));
    await newMemory().calls.clearHistory();
    expect(disk.keys()).toHaveLength(before);
    owner = 'ann';
    expect(await paths()).toEqual(['GET /a']);
  });

  test('are removed for one account (R28)', async () => {
    for (owner of ['ann', 'bob']) await newMemory().note(past('/a'));
    await newMemory().removeHistory('ann');
    expect(await paths()).toEqual(['GET /a']);
    await newMemory().calls.clearHistory();
    expect(await paths()).toEqual([]);
  });
});

describe('favourites', () => {
  const favourite: ConsoleFavourite = {
    name: 'Mine',
    request: { ...past('/a'), headers: [], body: null },
  };

  test('are those of the connection, whoever is signed in', async () => {
    await newMemory().calls.keepFavourites({ favourites: [favourite] });
    owner = 'bob';
    expect((await kept()).favourites).toEqual([favourite]);
    const elsewhere = newMemory(connectionWith({ 'api.baseUrl': 'https://other.example.com' }));
    expect((await elsewhere.calls.consoleKept()).favourites).toEqual([]);
  });

  test('that another version has written are empty, and a copy is put aside before they are written over', async () => {
    const memory = newMemory();
    await memory.calls.keepFavourites({ favourites: [{ ...favourite, name: '' }] });
    expect((await memory.calls.consoleKept()).favourites).toEqual([]);
    expect(disk.quarantined).toEqual([]);
    await memory.calls.keepFavourites({ favourites: [favourite] });
    expect(disk.quarantined).toHaveLength(1);
    expect((await kept()).favourites).toEqual([favourite]);
  });
});
