import { beforeEach, describe, expect, test } from 'vitest';
import type { Unit } from '../../../../electron/contract/units.ts';
import { AppError } from '../../../../electron/core/errors.ts';
import type { LedgerFolder } from '../../../../electron/core/ledger/ledger-folder.ts';
import type { LedgerStore } from '../../../../electron/core/ledger/ledger-store.ts';
import { createMemoryFolder } from '../../../../electron/core/ledger/memory-folder.ts';
import { DamagedLedgerFile } from '../../../../electron/core/ledger/segment.ts';
import { unitHistoryOf } from '../../../../electron/core/ledger/unit-history.ts';
import { openTestLedger, viewOf } from '../../../fakes/ledger.ts';
import { fakeClock, fakeLog } from '../../../fakes/ports.ts';

let folder: LedgerFolder;

beforeEach(() => {
  folder = createMemoryFolder();
});

/** The changes of a unit as the ledger in the folder tells them: pairs of time and condition. */
async function spansOf(id: string, from = 0, to = 1_000_000, place = folder) {
  const store = await openTestLedger(place);
  store.ledger.look(from, to);
  const { spans } = await unitHistoryOf(viewOf(store, to), id, { from, to });
  return spans.map((span): [number, string] => [span.from, span.condition]);
}

async function copyOf(place: LedgerFolder): Promise<LedgerFolder> {
  const copy = createMemoryFolder();
  for (const name of (await place.list()).keys()) await copy.replace(name, [await place.read(name)]);
  return copy;
}

test('what was flushed is there after a start', async () => {
  const store = await openTestLedger(folder);
  store.ledger.tell('a', 10, 'in-service', 'list');
  store.ledger.tell('a', 20, 'out-of-service', 'event');
  await store.flush();
  expect(await spansOf('a')).toEqual([
    [10, 'in-service'],
    [20, 'out-of-service'],
  ]);
});

test('what was taken down is written within a second by itself', async () => {
  const clock = fakeClock(0);
  const store = await openTestLedger(folder, { clock });
  store.ledger.tell('a', 10, 'in-service', 'list');
  clock.move(1_000);
  await store.flush();
  expect([...(await folder.list()).keys()]).toEqual(['000001.journal']);
  expect(await spansOf('a')).toEqual([[10, 'in-service']]);
});

test('a chunk that was torn at any byte is cut off, and what was before it is there', async () => {
  const store = await openTestLedger(folder);
  store.ledger.tell('a', 10, 'in-service', 'list');
  await store.flush();
  const before = (await folder.read('000001.journal')).length;
  store.ledger.tell('a', 20, 'out-of-service', 'event');
  store.ledger.tell('b', 20, 'limited', 'event');
  await store.flush();
  const whole = await folder.read('000001.journal');
  expect(whole.length).toBeGreaterThan(before);
  for (let length = 0; length < whole.length; length += 1) {
    const torn = await copyOf(folder);
    await torn.replace('000001.journal', [whole.subarray(0, length)]);
    const again = await openTestLedger(torn);
    expect(again.state(), `torn at ${length}`).toEqual({ failed: false, setAside: 0 });
    again.ledger.tell('a', 30, 'limited', 'event');
    await again.flush();
    const spans = await spansOf('a', 0, 1_000_000, torn);
    expect(spans.at(-1), `torn at ${length}`).toEqual([30, 'limited']);
    expect(spans[0], `torn at ${length}`).toEqual(length < before ? [30, 'limited'] : [10, 'in-service']);
    expect(spans.length).toBe(length < before ? 1 : 2);
  }
});

test('a bit that flips in the last chunk is noticed at every byte of it', async () => {
  const store = await openTestLedger(folder);
  store.ledger.tell('a', 10, 'in-service', 'list');
  await store.flush();
  const before = (await folder.read('000001.journal')).length;
  store.ledger.tell('a', 20, 'out-of-service', 'event');
  await store.flush();
  const whole = await folder.read('000001.journal');
  for (let at = before; at < whole.length; at += 1) {
    const damaged = await copyOf(folder);
    const bytes = Buffer.from(whole);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    await damaged.replace('000001.journal', [bytes]);
    expect(await spansOf('a', 0, 1_000_000, damaged), `flipped at ${at}`).toEqual([[10, 'in-service']]);
  }
});

test('a journal that is damaged in its middle is put aside and said; what stands before the damage is kept', async () => {
  const store = await openTestLedger(folder);
  store.ledger.tell('a', 10, 'in-service', 'list');
  await store.flush();
  const before = (await folder.read('000001.journal')).length;
  store.ledger.tell('a', 20, 'limited', 'event');
  await store.flush();
  store.ledger.tell('a', 30, 'in-service', 'event');
  await store.flush();
  const bytes = Buffer.from(await folder.read('000001.journal'));
  bytes[before + 40] = (bytes[before + 40] ?? 0) ^ 1;
  await folder.replace('000001.journal', [bytes]);
  const again = await openTestLedger(folder);
  expect(again.state()).toEqual({ failed: false, setAside: 1 });
  again.ledger.tell('a', 40, 'out-of-service', 'event');
  await again.flush();
  expect(await spansOf('a')).toEqual([
    [10, 'in-service'],
    [40, 'out-of-service'],
  ]);
});

describe('a journal that is damaged in the length of a chunk', () => {
  /** Three changes of a unit, a chunk each. @returns where the chunk of the second begins */
  async function threeChunks(): Promise<number> {
    const store = await openTestLedger(folder);
    store.ledger.tell('a', 10, 'in-service', 'list');
    await store.flush();
    const at = (await folder.read('000001.journal')).length;
    store.ledger.tell('a', 20, 'limited', 'event');
    await store.flush();
    store.ledger.tell('a', 30, 'in-service', 'event');
    await store.flush();
    return at;
  }

  async function damaged(damage: (bytes: Buffer) => Buffer): Promise<LedgerFolder> {
    const copy = await copyOf(folder);
    await copy.replace('000001.journal', [damage(Buffer.from(await folder.read('000001.journal')))]);
    return copy;
  }

  test('in any bit of it, is put aside and said, because more was written behind it', async () => {
    const at = await threeChunks();
    for (let bit = 0; bit < 32; bit += 1) {
      const place = await damaged((bytes) => {
        const byte = at + Math.floor(bit / 8);
        bytes[byte] = (bytes[byte] ?? 0) ^ (1 << (bit % 8));
        return bytes;
      });
      const store = await openTestLedger(place);
      expect(store.state(), `bit ${bit}`).toEqual({ failed: false, setAside: 1 });
      await store.flush();
      expect(store.state(), `bit ${bit}`).toEqual({ failed: false, setAside: 1 });
      const names = [...(await place.list()).keys()];
      expect(names.filter((name) => name.startsWith('000001.journal.damaged-'))).toHaveLength(1);
      expect(await spansOf('a', 0, 1_000_000, place), `bit ${bit}`).toEqual([[10, 'in-service']]);
    }
  });

  test.each([
    ['more than one write', (bytes: Buffer, at: number) => [bytes.subarray(0, at), Buffer.alloc(300_000)], 1],
    [
      'room that was never filled',
      (bytes: Buffer, at: number) => [bytes.subarray(0, at), Buffer.alloc(5_000)],
      0,
    ],
    [
      'bytes of something else',
      (bytes: Buffer, at: number) => [bytes.subarray(0, at), Buffer.alloc(5_000, 0xff)],
      1,
    ],
  ])('has %s at its end: %#', async (_what, parts, setAside) => {
    const at = await threeChunks();
    const place = await damaged((bytes) => Buffer.concat(parts(bytes, at)));
    const store = await openTestLedger(place);
    expect(store.state().setAside).toBe(setAside);
    await store.flush();
    expect(await spansOf('a', 0, 1_000_000, place)).toEqual([[10, 'in-service']]);
  });

  test('loses nothing of what stands before that, though the process is killed at once', async () => {
    const at = await threeChunks();
    const place = await damaged((bytes) => Buffer.concat([bytes.subarray(0, at), Buffer.alloc(5_000, 0xff)]));
    await openTestLedger(place);
    const store = await openTestLedger(place);
    expect(store.state().setAside).toBe(1);
    await store.flush();
    expect(await spansOf('a', 0, 1_000_000, place)).toEqual([[10, 'in-service']]);
  });
});

test('however much comes at once, it is written in chunks of 64 KB', async () => {
  const lengths: number[] = [];
  const watched: LedgerFolder = {
    ...folder,
    append: (name, bytes) => {
      lengths.push(bytes.length);
      return folder.append(name, bytes);
    },
  };
  const store = await openTestLedger(watched);
  for (let unit = 0; unit < 30_000; unit += 1) store.ledger.tell(`unit ${unit}`, unit, 'limited', 'list');
  await store.flush();
  expect(lengths.length).toBeGreaterThan(5);
  expect(Math.max(...lengths)).toBeLessThan(66_000);
  expect(await spansOf('unit 29999')).toEqual([[29_999, 'limited']]);
});

describe('a long journal', () => {
  const limits = { journalBytes: 1 };

  /** Three segments and a journal. */
  async function threeSegments() {
    const store = await openTestLedger(folder, { limits });
    for (const [index, condition] of (['in-service', 'limited', 'out-of-service'] as const).entries()) {
      store.ledger.tell('a', 10 + index * 10, condition, 'event');
      store.ledger.look(10 + index * 10, 20 + index * 10);
      await store.flush();
    }
    return store;
  }

  test('becomes a segment, and the next one begins with what the units are', async () => {
    const store = await threeSegments();
    expect([...(await folder.list()).keys()].sort()).toEqual([
      '000001.segment',
      '000002.segment',
      '000003.segment',
      '000004.journal',
      'units',
    ]);
    await store.close();
    expect(await spansOf('a')).toEqual([
      [10, 'in-service'],
      [20, 'limited'],
      [30, 'out-of-service'],
    ]);
  });

  test('an outage that began in an earlier segment has its beginning still', async () => {
    const store = await threeSegments();
    await store.close();
    const again = await openTestLedger(folder, { limits });
    again.ledger.tell('a', 90, 'in-service', 'event');
    await again.flush();
    const last = await openTestLedger(folder);
    const { outages } = await unitHistoryOf(viewOf(last, 100), 'a', { from: 80, to: 100 });
    expect(outages).toEqual([
      { from: 30, to: 90, condition: 'out-of-service', source: 'event', maintenance: 0 },
    ]);
  });

  describe.each([
    ['that nobody knows', (store: LedgerStore, at: number) => store.ledger.tell('a', at, 'unknown', 'list')],
    [
      'that nobody watches',
      (store: LedgerStore, at: number) => {
        store.ledger.beginList();
        store.ledger.endList(at, false);
      },
    ],
  ] as const)('an outage of a unit %s for a time', (_, lose) => {
    /** Outages from a time on that earlier segments are not read for. */
    async function outagesFrom(from: number) {
      const { outages } = await unitHistoryOf(viewOf(await openTestLedger(folder), 100), 'a', {
        from,
        to: 100,
      });
      return outages.map((each) => [each.from, each.to]);
    }

    /** Out at 10, lost at 20, and then these, each in a segment of its own. */
    async function lostAndThen(...rest: [number, Unit['condition']][]): Promise<void> {
      const store = await openTestLedger(folder, { limits });
      store.ledger.tell('a', 10, 'out-of-service', 'event');
      await store.flush();
      lose(store, 20);
      await store.flush();
      for (const [at, condition] of rest) {
        store.ledger.tell('a', at, condition, 'event');
        await store.flush();
      }
      await store.close();
    }

    test('has its beginning still when it is seen again', async () => {
      await lostAndThen([30, 'out-of-service'], [90, 'in-service']);
      expect(await outagesFrom(25)).toEqual([[10, 90]]);
      expect(await outagesFrom(80)).toEqual([[10, 90]]);
    });

    test('is none of the time after it where the unit is back', async () => {
      await lostAndThen([30, 'in-service'], [60, 'out-of-service']);
      expect(await outagesFrom(25)).toEqual([[60, null]]);
    });
  });

  test('damaged in its head, it is put aside at the start and said, and the rest is shown', async () => {
    await (await threeSegments()).close();
    const bytes = Buffer.from(await folder.read('000002.segment'));
    bytes[60] = (bytes[60] ?? 0) ^ 1;
    await folder.replace('000002.segment', [bytes]);
    const store = await openTestLedger(folder);
    expect(store.state().setAside).toBe(1);
    const { spans } = await unitHistoryOf(viewOf(store, 40), 'a', { from: 0, to: 40 });
    expect(spans.map(({ from, condition }) => [from, condition])).toEqual([
      [10, 'in-service'],
      [20, 'not-watched'],
      [30, 'out-of-service'],
    ]);
  });

  test('damaged behind its head, it is found out by whoever asks, and put aside then', async () => {
    await (await threeSegments()).close();
    const bytes = Buffer.from(await folder.read('000002.segment'));
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    await folder.replace('000002.segment', [bytes]);
    const store = await openTestLedger(folder);
    expect(store.state().setAside).toBe(0);
    const question = () => unitHistoryOf(viewOf(store, 40), 'a', { from: 0, to: 40 });
    const damaged = await question().catch((error: unknown) => error);
    expect(damaged).toBeInstanceOf(DamagedLedgerFile);
    await store.putAside(damaged as DamagedLedgerFile);
    expect(store.state().setAside).toBe(1);
    expect((await question()).spans.map(({ condition }) => condition)).toEqual([
      'in-service',
      'not-watched',
      'out-of-service',
    ]);
    expect((await openTestLedger(folder)).state().setAside).toBe(1);
  });

  test.each(['units', '000001.segment'])('cut short anywhere, %s hinders nobody', async (name) => {
    await (await threeSegments()).close();
    const whole = await folder.read(name);
    for (let length = 0; length < whole.length; length += 1) {
      const cut = await copyOf(folder);
      await cut.replace(name, [whole.subarray(0, length)]);
      const store = await openTestLedger(cut);
      expect(store.state().setAside, `cut at ${length}`).toBe(name === 'units' ? 5 : 1);
      store.ledger.tell('b', 50, 'limited', 'event');
      await store.flush();
      expect(await spansOf('b', 0, 1_000_000, cut), `cut at ${length}`).toEqual([[50, 'limited']]);
    }
  });

  test('a process that is killed between two steps of it loses nothing', async () => {
    // Every change of the folder, as the disk has it afterwards.
    const moments: LedgerFolder[] = [];
    const watched: LedgerFolder = {
      ...folder,
      append: (name, bytes) =>
        folder.append(name, bytes).then(async () => void moments.push(await copyOf(folder))),
      replace: (name, parts) =>
        folder.replace(name, parts).then(async () => void moments.push(await copyOf(folder))),
      remove: (name) => folder.remove(name).then(async () => void moments.push(await copyOf(folder))),
    };
    const store = await openTestLedger(watched, { limits });
    store.ledger.tell('a', 10, 'in-service', 'list');
    store.ledger.tell('b', 10, 'limited', 'list');
    await store.flush();
    const told = moments.length;
    store.ledger.tell('a', 20, 'out-of-service', 'event');
    await store.flush();
    expect(moments.length).toBeGreaterThan(told + 4);
    for (const [index, moment] of moments.entries()) {
      if (index < 1) continue;
      const spans = await spansOf('a', 0, 1_000_000, moment);
      expect(spans.slice(0, 1), `after step ${index}`).toEqual([[10, 'in-service']]);
      if (index >= told) expect(spans.at(-1), `after step ${index}`).toEqual([20, 'out-of-service']);
      expect(await spansOf('b', 0, 1_000_000, moment)).toEqual([[10, 'limited']]);
    }
  });

  test('the oldest goes beyond the bound of bytes, and what was put aside goes before it', async () => {
    await (await threeSegments()).close();
    await folder.rename('000002.segment', '000002.segment.damaged-1');
    const all = [...(await folder.list()).values()].reduce((sum, size) => sum + size, 0);
    const aside = (await folder.list()).get('000002.segment.damaged-1') ?? 0;
    const store = await openTestLedger(folder, { limits: { journalBytes: 1, bytes: all - aside + 20 } });
    store.ledger.tell('a', 50, 'in-service', 'event');
    await store.flush();
    const names = [...(await folder.list()).keys()];
    expect(names).not.toContain('000002.segment.damaged-1');
    expect(names).not.toContain('000001.segment');
    expect(names).toContain('000003.segment');
    expect(store.state().setAside).toBe(0);
    expect(store.ledger.since()).toBe(30);
  });

  test('what is older than its bound goes', async () => {
    const clock = fakeClock(0);
    const store = await openTestLedger(folder, { clock, limits: { journalBytes: 1, age: 100 } });
    for (let at = 0; at < 300; at += 50) {
      store.ledger.tell('a', clock.now(), at % 100 === 0 ? 'in-service' : 'limited', 'event');
      await store.flush();
      clock.move(50);
    }
    expect(store.ledger.since()).toBeGreaterThanOrEqual(100);
    expect(store.ledger.since()).toBeLessThanOrEqual(200);
  });

  test('a clock that is far ahead for a moment takes none of them for its age', async () => {
    const clock = fakeClock(30);
    const bounded = { journalBytes: 1, journalAge: 30, age: 100 };
    await (await threeSegments()).close();
    const store = await openTestLedger(folder, { clock, limits: bounded });
    clock.set(1_000_000);
    store.ledger.tell('a', clock.now(), 'in-service', 'event');
    await store.flush();
    const names = [...(await folder.list()).keys()];
    for (const number of [1, 2, 3, 4]) expect(names).toContain(`00000${number}.segment`);
    expect(store.ledger.since()).toBe(10);
  });

  test('a clock that stays far ahead takes one of them with each that comes', async () => {
    const clock = fakeClock(30);
    await (await threeSegments()).close();
    const store = await openTestLedger(folder, {
      clock,
      limits: { journalBytes: 1, journalAge: 30, age: 100 },
    });
    clock.set(1_000_000);
    for (const condition of ['in-service', 'limited'] as const) {
      store.ledger.tell('a', clock.now(), condition, 'event');
      await store.flush();
    }
    const names = [...(await folder.list()).keys()];
    expect(names).not.toContain('000001.segment');
    expect(names).toContain('000002.segment');
  });
});

describe('a journal of many small chunks', () => {
  const limits = { journalChunks: 5 };

  test('becomes one of few, with everything in it, and goes on', async () => {
    const store = await openTestLedger(folder, { limits });
    const conditions = ['in-service', 'limited'] as const;
    const sizes: number[] = [];
    for (let at = 10; at < 40; at += 1) {
      store.ledger.tell('a', at, conditions[at % 2] ?? 'unknown', 'event');
      store.ledger.tell(`unit ${at}`, at, 'limited', 'list');
      store.ledger.look(at, at + 1);
      await store.flush();
      sizes.push((await folder.read('000001.journal')).length);
      const again = await openTestLedger(await copyOf(folder));
      const { spans } = await unitHistoryOf(viewOf(again, at + 1), 'a', { from: 0, to: at + 1 });
      expect(spans.map(({ from }) => from)).toEqual(Array.from({ length: at - 9 }, (_, i) => 10 + i));
      expect(again.ledger.units.idOf(at - 9)).toBe(`unit ${at}`);
    }
    // It has become shorter several times.
    expect(sizes.filter((size, i) => size < (sizes[i - 1] ?? 0)).length).toBeGreaterThan(3);
  });

  test('that cannot be written anew now, is so later, and nothing is lost meanwhile', async () => {
    let isFull = false;
    const refusing: LedgerFolder = {
      ...folder,
      async replace(name, parts) {
        if (isFull) throw new AppError('storage', 'full');
        return folder.replace(name, parts);
      },
    };
    const store = await openTestLedger(refusing, { limits });
    for (let at = 10; at < 13; at += 1) {
      store.ledger.tell(`unit ${at}`, at, 'limited', 'list');
      await store.flush();
    }
    isFull = true;
    for (let at = 13; at < 20; at += 1) {
      store.ledger.tell(`unit ${at}`, at, 'limited', 'list');
      await store.flush();
      // In the long journal it is on the disk.
      expect(await spansOf(`unit ${at}`, 0, 1_000_000, await copyOf(folder))).toEqual([[at, 'limited']]);
    }
    expect(store.state().failed).toBe(true);
    isFull = false;
    await store.close();
    for (let at = 10; at < 20; at += 1) expect(await spansOf(`unit ${at}`)).toEqual([[at, 'limited']]);
  });
});

describe('a disk that refuses', () => {
  let isFull: boolean;
  let store: Awaited<ReturnType<typeof openTestLedger>>;

  beforeEach(async () => {
    isFull = false;
    const full = new AppError('storage', 'full', { details: { file: '', text: 'ENOSPC' } });
    const refusing: LedgerFolder = {
      ...folder,
      async append(name, bytes) {
        if (!isFull) return folder.append(name, bytes);
        // A part of it fits.
        await folder.append(name, bytes.subarray(0, 5));
        throw full;
      },
      async replace(name, parts) {
        if (isFull) throw full;
        return folder.replace(name, parts);
      },
    };
    store = await openTestLedger(refusing, { limits: { waiting: 400 }, log: fakeLog() });
    store.ledger.tell('a', 10, 'in-service', 'list');
    await store.flush();
  });

  test('is said, and what waits is written once there is room', async () => {
    isFull = true;
    store.ledger.tell('a', 20, 'out-of-service', 'event');
    await store.flush();
    expect(store.state().failed).toBe(true);
    isFull = false;
    store.ledger.tell('a', 30, 'limited', 'event');
    await store.flush();
    expect(store.state().failed).toBe(false);
    expect(await spansOf('a')).toEqual([
      [10, 'in-service'],
      [20, 'out-of-service'],
      [30, 'limited'],
    ]);
  });

  test('for long: memory stays bounded, and what there was of it is written from memory', async () => {
    isFull = true;
    for (let at = 20; at < 220; at += 1) {
      store.ledger.tell(`unit ${at}`, at, 'limited', 'event');
      await store.flush();
    }
    isFull = false;
    store.ledger.tell('a', 300, 'limited', 'event');
    await store.flush();
    expect(store.state().failed).toBe(false);
    expect(await spansOf('a')).toEqual([
      [10, 'in-service'],
      [300, 'limited'],
    ]);
    expect(await spansOf('unit 219')).toEqual([[219, 'limited']]);
  });
});

test('erased, nothing is left, and nothing comes back', async () => {
  const store = await openTestLedger(folder);
  store.ledger.tell('a', 10, 'in-service', 'list');
  await store.flush();
  store.ledger.tell('a', 20, 'limited', 'list');
  await store.erase();
  store.ledger.tell('a', 30, 'in-service', 'list');
  await store.flush();
  expect([...(await folder.list()).keys()]).toEqual([]);
});
