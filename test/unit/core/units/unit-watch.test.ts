import { beforeEach, describe, expect, test } from 'vitest';
import type { Unit } from '../../../../electron/contract/units.ts';
import type { Notice } from '../../../../electron/core/ports.ts';
import { createSealedStore, type SealedStore } from '../../../../electron/core/storage/sealed-store.ts';
import { createUnitWatch, type UnitWatch } from '../../../../electron/core/units/unit-watch.ts';
import { fakeClock, fakeKeyValue, fakeLog, fakeVault } from '../../../fakes/ports.ts';
import { plainIn } from '../../../fakes/sealed-text.ts';

let clock: ReturnType<typeof fakeClock>;
let disk: ReturnType<typeof fakeKeyValue>;
let log: ReturnType<typeof fakeLog>;
let store: SealedStore;
let notices: Notice[];
let changes: number;
let watch: UnitWatch;
/** The units of which nobody needs to be told. */
const silent = new Set<string>();

beforeEach(async () => {
  silent.clear();
  clock = fakeClock(1_000_000);
  disk = fakeKeyValue();
  log = fakeLog();
  store = createSealedStore({ keyValue: disk, vault: fakeVault(), log, onChange: () => undefined });
  notices = [];
  watch = next();
  await watch.follow('sam');
});

/** As another start would make it: nothing shared but the disk. */
function next(): UnitWatch {
  changes = 0;
  return createUnitWatch({
    store,
    entry: 'watched.test',
    clock,
    log,
    notify: (notice) => void notices.push(notice),
    language: () => 'en',
    isSilent: ({ id }) => silent.has(id),
    onChange: () => {
      changes += 1;
    },
  });
}
const unit = (id: string, condition: Unit['condition'], lastEventAt: number | null = null): Unit => ({
  id,
  name: `Lift ${id}`,
  site: 'North Tower',
  address: '',
  city: '',
  country: '',
  type: 'elevator',
  status: '',
  condition,
  floor: null,
  direction: null,
  availability: null,
  lastEventAt,
});
function pass(ms: number): void {
  for (let left = ms; left > 0; left -= 500) clock.move(Math.min(left, 500));
}
const titles = () => notices.map(({ title }) => title);
const entries = () => disk.keys().filter((key) => key.includes('watched'));

describe('a watched unit', () => {
  beforeEach(() => watch.change(['a'], true));

  test('is not told about when the list is seen for the first time', () => {
    watch.see([unit('a', 'out-of-service')]);
    pass(60_000);
    expect(notices).toEqual([]);
    expect(watch.outages().outOfService).toBe(1);
  });

  test('is told about, with its site, when a live change takes it out of service, and when it is back', () => {
    watch.see([unit('a', 'in-service')]);
    watch.apply([{ id: 'a', at: 5, condition: 'out-of-service' }]);
    pass(61_000);
    expect(notices).toEqual([{ title: 'Lift a is out of service', body: 'North Tower', unitId: 'a' }]);
    watch.apply([{ id: 'a', at: 6, condition: 'limited' }]);
    pass(61_000);
    expect(titles()).toEqual(['Lift a is out of service', 'Lift a is back in service']);
  });

  test('is told about at once when somebody is trapped in it, and counted apart', () => {
    watch.see([unit('a', 'out-of-service')]);
    watch.apply([{ id: 'a', at: 5, condition: 'entrapment' }]);
    expect(notices).toEqual([{ title: 'Entrapment: Lift a', body: 'North Tower', unitId: 'a' }]);
    expect(watch.outages()).toEqual({ outOfService: 0, entrapments: 1 });
    watch.apply([{ id: 'a', at: 6, condition: 'in-service' }]);
    pass(61_000);
    expect(titles()).toEqual(['Entrapment: Lift a', 'Lift a is back in service']);
    expect(watch.outages().entrapments).toBe(0);
  });

  test('is told about when somebody is trapped in it already, once', () => {
    watch.see([unit('a', 'unknown')]);
    watch.see([unit('a', 'entrapment')]);
    watch.see([unit('a', 'entrapment')]);
    pass(61_000);
    expect(titles()).toEqual(['Entrapment: Lift a']);
  });

  test('is told about when the list that is read after a reconnect has it out of service', () => {
    watch.see([unit('a', 'in-service')]);
    watch.see([unit('a', 'out-of-service')]);
    pass(2_000);
    expect(titles()).toEqual(['Lift a is out of service']);
  });

  test('keeps its last state while nobody knows, and through changes that do not speak of it', () => {
    watch.see([unit('a', 'out-of-service')]);
    watch.see([unit('a', 'unknown')]);
    watch.apply([{ id: 'a', at: 5, floor: '3' }]);
    watch.see([unit('a', 'out-of-service')]);
    pass(60_000);
    expect(notices).toEqual([]);
    expect(watch.outages().outOfService).toBe(1);
  });

  test('is told about in the order in which changes come, also when the time of day was set back meanwhile', () => {
    watch.see([unit('a', 'in-service', clock.now())]);
    watch.apply([{ id: 'a', at: clock.now(), condition: 'out-of-service' }]);
    pass(61_000);
    clock.set(-3 * 3_600_000);
    watch.apply([{ id: 'a', at: clock.now(), condition: 'in-service' }]);
    pass(61_000);
    watch.see([unit('a', 'out-of-service', clock.now())]);
    pass(2_000);
    expect(titles()).toEqual([
      'Lift a is out of service',
      'Lift a is back in service',
      'Lift a is out of service',
    ]);
  });

  test('tells the window of a change, and of nothing else', () => {
    watch.see([unit('a', 'in-service')]);
    const before = changes;
    watch.apply([{ id: 'a', at: 5, floor: '3' }]);
    watch.apply([{ id: 'a', at: 6, condition: 'in-service' }]);
    watch.see([unit('a', 'in-service')]);
    expect(changes).toBe(before);
    watch.apply([{ id: 'a', at: 7, condition: 'out-of-service' }]);
    expect(changes).toBe(before + 1);
  });

  test('is named by its ID as long as no list has named it', () => {
    watch.apply([{ id: 'a', at: 1, condition: 'in-service' }]);
    watch.apply([{ id: 'a', at: 2, condition: 'out-of-service' }]);
    pass(2_000);
    expect(notices).toEqual([{ title: 'a is out of service', body: '', unitId: 'a' }]);
  });

  test('is not told about any more once it is not watched', async () => {
    watch.see([unit('a', 'in-service')]);
    watch.apply([{ id: 'a', at: 5, condition: 'out-of-service' }]);
    await watch.change(['a'], false);
    pass(60_000);
    expect(notices).toEqual([]);
    expect(watch.watched()).toEqual([]);
    expect(watch.outages().outOfService).toBe(0);
  });
});

test('a unit that is watched after its list was seen starts from there', async () => {
  watch.see([unit('a', 'in-service'), unit('b', 'out-of-service')]);
  await watch.change(['a', 'b'], true);
  watch.see([unit('a', 'out-of-service'), unit('b', 'out-of-service')]);
  pass(2_000);
  expect(titles()).toEqual(['Lift a is out of service']);
  expect(watch.outages().outOfService).toBe(2);
});

test('units that nobody watches are not told about, and change nothing', () => {
  watch.see([unit('a', 'in-service')]);
  changes = 0;
  watch.see([unit('a', 'out-of-service')]);
  pass(60_000);
  expect(notices).toEqual([]);
  expect(changes).toBe(0);
});

describe('the list of watched units', () => {
  test('is kept sealed for the next start, for each account its own', async () => {
    await watch.change(['a', 'b'], true);
    await watch.follow('tessa');
    expect(watch.watched()).toEqual([]);
    await watch.change(['c'], true);
    const later = next();
    await later.follow('sam');
    expect(later.watched()).toEqual(['a', 'b']);
    expect(changes).toBe(1);
    await later.follow('tessa');
    expect(later.watched()).toEqual(['c']);
    expect(plainIn([...disk.entries].join(), ['"a"', 'tessa'])).toEqual([]);
  });

  test('R28 goes from disk when its account signs out, whatever is being written; others keep theirs', async () => {
    await watch.follow('tessa');
    await watch.change(['c'], true);
    await watch.follow('sam');
    const { write } = store;
    let forgotten: Promise<void> | undefined;
    store.write = async (name, text) => {
      forgotten = watch.forget('sam');
      await write(name, text);
    };
    await watch.change(['a'], true);
    await forgotten;
    store.write = write;
    expect(entries()).toHaveLength(1);
    expect(watch.watched()).toEqual([]);
    await watch.follow('tessa');
    expect(watch.watched()).toEqual(['c']);
  });

  test('takes 1,000 units and refuses more, saying so', async () => {
    const ids = Array.from({ length: 1_001 }, (_, i) => `u${i}`);
    await watch.change(ids.slice(0, 1_000), true);
    await expect(watch.change(ids.slice(1_000), true)).rejects.toMatchObject({
      code: 'bad-request',
      details: { text: 'at most 1,000 units can be watched, and these would be 1,001' },
    });
    expect(watch.watched()).toHaveLength(1_000);
    await watch.change(['u0'], false);
    await watch.change(['u1000'], true);
    expect(watch.watched()).toHaveLength(1_000);
  });

  test('cannot be changed while nobody is signed in', async () => {
    await watch.follow(undefined);
    await expect(watch.change(['a'], true)).rejects.toMatchObject({ code: 'sign-in-needed' });
  });

  test('that was changed twice at once, or before it was read, loses nothing', async () => {
    await watch.change(['a'], true);
    const later = next();
    void later.follow('sam');
    await Promise.all([later.change(['b'], true), later.change(['c'], true)]);
    const last = next();
    await last.follow('sam');
    expect(last.watched()).toEqual(['a', 'b', 'c']);
  });

  test.each(['{', '{}', '[7]', 'null'])(
    'that cannot be read is empty, and the log says so: %s',
    async (text) => {
      await watch.change(['a'], true);
      const [entry = ''] = entries();
      await store.write(entry.replace('sealed.', ''), text);
      const later = next();
      await later.follow('sam');
      expect(later.watched()).toEqual([]);
      expect(log.lines.join()).toContain('watched units');
    },
  );
});

test('after the connection was left nothing is told any more', async () => {
  await watch.change(['a'], true);
  watch.see([unit('a', 'in-service')]);
  watch.apply([{ id: 'a', at: 5, condition: 'out-of-service' }]);
  watch.close();
  watch.apply([{ id: 'a', at: 7, condition: 'in-service' }]);
  pass(120_000);
  expect(notices).toEqual([]);
});

test('nobody is told of what is silent, alone or among others; of an entrapment everybody is', async () => {
  await watch.change(['1', '2'], true);
  watch.see([unit('1', 'in-service'), unit('2', 'in-service')]);
  silent.add('1');
  watch.see([unit('1', 'out-of-service'), unit('2', 'out-of-service')]);
  pass(2_000);
  expect(titles()).toEqual(['Lift 2 is out of service']);
  watch.see([unit('1', 'entrapment')]);
  expect(titles()).toEqual(['Lift 2 is out of service', 'Entrapment: Lift 1']);
  silent.add('2');
  pass(60_000);
  watch.see([unit('1', 'in-service'), unit('2', 'in-service')]);
  pass(60_000);
  expect(titles()).toHaveLength(2);
});
