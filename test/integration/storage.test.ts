import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

// electron-store imports Electron by itself; with this its package does not look for a binary.
vi.hoisted(() => {
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] = 'none';
});

import { createDesk } from '../../electron/core/desk.ts';
import type { Http, Vault } from '../../electron/core/ports.ts';
import { createSealedStore } from '../../electron/core/storage/sealed-store.ts';
import { createSecrets } from '../../electron/core/storage/secrets.ts';
import { createSettingsFile } from '../../electron/shell/store.ts';
import { start } from '../../electron/simulator/index.ts';
import { deskPorts } from '../fakes/desk.ts';
import { fakeClipboard, fakeLog, fakeVault } from '../fakes/ports.ts';
import { rounds } from '../fakes/rounds.ts';
import { scriptOf } from '../fakes/script.ts';
import { systemBrowser } from '../fakes/system-browser.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'max-desk-storage-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The store as a new start of the window would make it. */
function openStore(place = folder, vault: Vault = fakeVault()) {
  const log = fakeLog();
  const keyValue = createSecrets(place, log);
  return { keyValue, log, store: createSealedStore({ keyValue, vault, log, onChange: () => undefined }) };
}
const sealed = (place = folder) => path.join(place, 'sealed');
const fileOf = (entry: string) => path.join(sealed(), `${entry}.entry`);
const damagedFiles = () => readdirSync(sealed()).filter((name) => name.includes('.damaged-'));
const contentOf = (name: string) => readFileSync(path.join(sealed(), name));

describe('kill -9 while secrets are written (R26)', () => {
  const times = rounds(200);
  const atOnce = 4;

  /** Runs the writer, kills it some ms after its first writes, and returns the last generation it finished. */
  async function killedWriter(writer: string, place: string): Promise<number> {
    const child = spawn(process.execPath, [writer, place], { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    const begun = Promise.withResolvers<void>();
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
      begun.resolve();
    });
    child.once('exit', () => begun.resolve());
    await begun.promise;
    const delay = Math.random() * 20;
    await new Promise((resolve) => setTimeout(resolve, delay));
    child.kill('SIGKILL');
    await once(child, 'close');
    expect(child.signalCode).toBe('SIGKILL');
    return Number(output.trimEnd().split('\n').at(-1));
  }

  async function checkAfterKill(place: string, finished: number): Promise<void> {
    const { store, log } = openStore(place);
    const generation = Number(await store.read('generation'));
    // The old state or the new one.
    expect([finished, finished + 1]).toContain(generation);
    for (const name of ['signed-out', 'tokens.identity']) {
      const [written, filler = ''] = (await store.read(name))?.split('.') ?? [];
      expect([generation, generation - 1]).toContain(Number(written));
      expect(filler).toBe('x'.repeat((Number(written) * 7919) % 50_000));
    }
    expect(store.persistence()).toEqual({ kind: 'encrypted' });
    expect(log.lines).toEqual([]);
    expect(readdirSync(place)).toEqual(['sealed']);
    // The start has cleared away what was begun.
    const entries = ['counters', 'generation', 'signed-out', 'tokens.identity'].map(
      (name) => `sealed.${name}.entry`,
    );
    const names = readdirSync(sealed(place)).filter((name) => name !== 'sealed.units.entry');
    expect(names).toEqual(['key.entry', ...entries]);
  }

  /** What somebody has copied before the writer ran is noticed afterwards; tried on a copy. */
  async function checkOlderCopy(place: string, older: Buffer | undefined): Promise<void> {
    if (!older) return;
    const copy = `${place}-copy`;
    cpSync(place, copy, { recursive: true });
    writeFileSync(path.join(sealed(copy), tokensFile), older);
    expect(await openStore(copy).store.read('tokens.identity')).toBeUndefined();
    expect(await openStore(copy).store.read('generation')).not.toBeUndefined();
    rmSync(copy, { recursive: true });
  }
  const tokensFile = 'sealed.tokens.identity.entry';
  const copied = (file: string) => (existsSync(file) ? readFileSync(file) : undefined);

  test.runIf(process.platform !== 'win32')(
    `${times} times: the old state or the new one, nothing quarantined, nothing left over, no older copy believed`,
    async () => {
      const writer = await scriptOf('test/fakes/store-writer.ts', folder);
      const lanes = Array.from({ length: atOnce }, async (_, lane) => {
        const place = path.join(folder, String(lane));
        for (let round = 0; round < times / atOnce; round++) {
          const older = copied(path.join(sealed(place), tokensFile));
          await checkAfterKill(place, await killedWriter(writer, place));
          await checkOlderCopy(place, older);
        }
      });
      await Promise.all(lanes);
    },
  );
});

describe('a file that is not as it was written (R26)', () => {
  const tokens = 'sealed.tokens.identity';
  const read = (store = openStore().store) => store.read('tokens.identity');
  beforeEach(async () => {
    const { store } = openStore();
    await store.write('tokens.identity', 'refresh-token');
    await store.write('metadata', '{}');
  });

  test.each([tokens, 'key'])(
    'of the entry %s, cut off anywhere, is put aside whole, and the next sign-in is kept',
    async (entry) => {
      const whole = new Map([tokens, 'key'].map((each) => [each, readFileSync(fileOf(each))]));
      const content = whole.get(entry) ?? Buffer.alloc(0);
      for (let length = 0; length < content.length; length += 5) {
        for (const [each, bytes] of whole) writeFileSync(fileOf(each), bytes);
        truncateSync(fileOf(entry), length);
        const { store } = openStore();
        expect(await read(store)).toBeUndefined();
        await store.write('tokens.identity', 'new');
        expect(await read()).toBe('new');
        const aside = damagedFiles().find((name) => name.startsWith(entry)) ?? '';
        expect(contentOf(aside)).toEqual(content.subarray(0, length));
        await store.removeDiscarded();
        expect(damagedFiles()).toEqual([]);
      }
    },
  );

  test.each([tokens, 'key'])(
    'of the entry %s, with any byte changed, gives the right text or none, and always starts',
    async (entry) => {
      const whole = readFileSync(fileOf(entry));
      for (let at = 0; at < whole.length; at += 3) {
        const changed = Buffer.from(whole);
        changed[at] = (changed[at] ?? 0) ^ 1;
        writeFileSync(fileOf(entry), changed);
        const { store } = openStore();
        expect(['refresh-token', undefined]).toContain(await read(store));
        await store.write('tokens.identity', 'new');
        expect(await read()).toBe('new');
      }
    },
  );

  test('emptied by a crash of the computer, counts as none', async () => {
    for (const name of readdirSync(sealed())) truncateSync(path.join(sealed(), name), 0);
    const { store } = openStore();
    expect(await read(store)).toBeUndefined();
    await store.write('tokens.identity', 'new');
    expect(await read()).toBe('new');
  });

  test('overwritten with something else, is put aside whole, and the next sign-in is kept', async () => {
    const whole = readFileSync(fileOf(tokens));
    const damages = [
      (bytes: Buffer) => bytes.fill(0),
      (bytes: Buffer) => bytes.subarray(0, 40),
      (bytes: Buffer) => bytes.subarray(0, 0),
      (bytes: Buffer) => bytes.fill(bytes[20] === 0x78 ? 'y' : 'x', 20, 21),
    ];
    for (const damage of damages) {
      const left = damage(Buffer.from(whole));
      writeFileSync(fileOf(tokens), left);
      const { store } = openStore();
      expect(await read(store)).toBeUndefined();
      await store.write('tokens.identity', 'new');
      expect(await read()).toBe('new');
      expect(damagedFiles().map(contentOf)).toEqual([left]);
      await store.removeDiscarded();
      expect(readdirSync(sealed())).toEqual([
        'key.entry',
        'sealed.counters.entry',
        'sealed.metadata.entry',
        `${tokens}.entry`,
      ]);
    }
  });

  test('from another computer, whose keyring wrapped its key, is put aside, with all the rest', async () => {
    const foreign: Vault = {
      ...fakeVault(),
      unwrap: async () => ({ secret: new Uint8Array(32), stale: false }),
    };
    const written = readFileSync(fileOf(tokens));
    const { store } = openStore(folder, foreign);
    expect(await read(store)).toBeUndefined();
    expect(store.persistence()).toEqual({ kind: 'encrypted' });
    const aside = damagedFiles().map((name) => name.replace(/\.entry\..*/, ''));
    expect(aside).toEqual(['key', 'sealed.counters', 'sealed.metadata', tokens]);
    expect(damagedFiles().map(contentOf)).toContainEqual(written);
    expect(readdirSync(sealed())).toHaveLength(aside.length);
  });

  test.each(['whose keyring cannot open the key any more', 'whose key has gone'])(
    '%s is put aside, with all the rest',
    async (what) => {
      if (what === 'whose key has gone') rmSync(fileOf('key'));
      const before = readdirSync(sealed()).map((name) => readFileSync(path.join(sealed(), name)));
      const vault = Object.assign(fakeVault(), { fault: 'damaged' as const });
      expect(await read(openStore(folder, vault).store)).toBeUndefined();
      expect(damagedFiles().map(contentOf)).toEqual(before);
      expect(readdirSync(sealed())).toHaveLength(before.length);
      await openStore().store.write('tokens.identity', 'new');
      expect(await read()).toBe('new');
    },
  );

  test('whose keyring is locked is left alone to the byte, and opens again (R23)', async () => {
    const names = readdirSync(sealed());
    const before = names.map(contentOf);
    const vault = Object.assign(fakeVault(), { fault: 'locked' as const });
    const { store } = openStore(folder, vault);
    expect(await read(store)).toBeUndefined();
    await store.write('tokens.identity', 'in memory');
    expect(store.persistence()).toEqual({ kind: 'memory', reason: 'locked' });
    expect(readdirSync(sealed())).toEqual(names);
    expect(names.map(contentOf)).toEqual(before);
    expect(await read()).toBe('refresh-token');
  });
});

describe('signing out (R28)', () => {
  /** Every way in which a text may stand in a file. */
  const formsOf = (text: string) =>
    [
      Buffer.from(text),
      Buffer.from(text, 'utf16le'),
      Buffer.from(Buffer.from(text).toString('base64').replace(/=+$/, '')),
      Buffer.from(Buffer.from(text).toString('base64url')),
      Buffer.from(Buffer.from(text).toString('hex')),
      Buffer.from(encodeURIComponent(text)),
    ] as const;
  const contents = () =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(path.join(entry.parentPath, entry.name)));
  const found = (secrets: Iterable<string>, files: Buffer[]) =>
    [...secrets].filter((secret) => formsOf(secret).some((form) => files.some((f) => f.includes(form))));

  test('leaves no byte of tokens, e-mail and units in the folder, encrypted or not', async () => {
    const simulator = await start({ units: 10 });
    const secrets = new Set<string>();
    const http: Http = async (url, init) => {
      const response = await fetch(url, init);
      if (new URL(url).pathname.endsWith('/token')) {
        const { access_token, refresh_token, id_token } = (await response.clone().json()) as Record<
          string,
          string
        >;
        for (const token of [access_token, refresh_token, id_token]) if (token) secrets.add(token);
      }
      return response;
    };
    const log = fakeLog();
    const clipboard = fakeClipboard();
    const desk = createDesk(
      deskPorts({
        settings: createSettingsFile(folder, log),
        secrets: () => openStore().store,
        http,
        browser: systemBrowser({ press: 'Continue as Sam Sample' }).open,
        clipboard,
        log,
      }),
    );
    const text = JSON.stringify(simulator.connection);
    const { subscriptionKey } = simulator;
    await desk.open({ text, origin: 'test.json' }, { remember: true, subscriptionKey });
    await desk.handlers.setSubscriptionKey({ key: subscriptionKey });
    await desk.handlers.signIn(undefined);
    const { accessToken } = await desk.handlers.getToken(undefined);
    await desk.handlers.listUnits({ run: 1 });
    await desk.handlers.watchUnits({ ids: ['watched-unit-7'], watched: true });
    await desk.handlers.copyToken({ as: 'token' });
    const kept = () =>
      openStore()
        .keyValue.keys()
        .some((key) => key.includes('units'));
    await vi.waitFor(() => expect(kept()).toBe(true));
    expect(secrets.has(accessToken)).toBe(true);
    const person = ['sam.sample@example.com', 'Sam Sample', simulator.people[0]?.id ?? ''];
    const unit = (await desk.handlers.cachedUnits({ from: 0 }))?.units[0];
    const all = [...secrets, ...person, unit?.id ?? '', unit?.address ?? '', 'watched-unit-7'];

    /** The file's entries in plain text, as whoever has the keyring could read them. */
    const opened = async () => {
      const { store, keyValue } = openStore();
      const names = keyValue.keys().flatMap((key) => (key.startsWith('sealed.') ? [key.slice(7)] : []));
      const texts = await Promise.all(names.map(async (name) => (await store.read(name)) ?? ''));
      return texts.map((text) => {
        const bytes = Buffer.from(text, 'base64');
        return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : Buffer.from(text);
      });
    };
    // While somebody is signed in it is there to be found, but in the encrypted entries only.
    expect(found(all, await opened())).toEqual(
      expect.arrayContaining([accessToken, unit?.address, person[0], 'watched-unit-7']),
    );
    expect(found([...all, subscriptionKey], contents())).toEqual([]);

    expect(clipboard.text).toBe(accessToken);
    await desk.handlers.signOut(undefined);
    expect(clipboard.text).toBe('');
    expect(found([...all, subscriptionKey], contents())).toEqual([]);
    expect(found(all, await opened())).toEqual([]);
    expect(found(all, [Buffer.from(log.lines.join('\n'))])).toEqual([]);
    desk.close();
    await simulator.close();
  });
});
