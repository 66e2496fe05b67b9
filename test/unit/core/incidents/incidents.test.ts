import { beforeEach, describe, expect, test } from 'vitest';
import type { EventValue } from '../../../../electron/contract/calls.ts';
import { nothingKnown } from '../../../../electron/contract/incident-facts.ts';
import type { Incident } from '../../../../electron/contract/incidents.ts';
import { createIncidents } from '../../../../electron/core/incidents/incidents.ts';
import { createSealedStore, type SealedStore } from '../../../../electron/core/storage/sealed-store.ts';
import { type FakeKeyValue, fakeClock, fakeKeyValue, fakeLog, fakeVault } from '../../../fakes/ports.ts';
import { plainIn } from '../../../fakes/sealed-text.ts';
import { unit } from '../../renderer/units/sample.ts';

type Incidents = ReturnType<typeof createIncidents>;

const hour = 3_600_000;
let clock: ReturnType<typeof fakeClock>;
let disk: FakeKeyValue;
let log: ReturnType<typeof fakeLog>;
let store: SealedStore;
let told: EventValue<'incidentsEnded'>[];
let incidents: Incidents;

beforeEach(async () => {
  clock = fakeClock(1_000 * hour);
  disk = fakeKeyValue();
  log = fakeLog();
  store = createSealedStore({ keyValue: disk, vault: fakeVault(), log, onChange: () => undefined });
  told = [];
  incidents = await next();
});

/** As another start would make it: nothing shared but the disk. */
async function next(account = 'sam', kept = true): Promise<Incidents> {
  const made = createIncidents({
    ...{ store, clock, log },
    entry: 'incidents.test',
    connectionId: 'test',
    onIncidents: (ended) => void told.push(ended),
  });
  await made.follow(account, kept);
  return made;
}
const out = (id: string, part = {}) =>
  unit(id, { condition: 'out-of-service', outSince: clock.now() - hour, ...part });
function read(units: Parameters<Incidents['see']>[0], of = incidents): void {
  of.begin();
  of.see(units);
  of.complete();
}
const set = (id: string, part: Partial<Incident>, of = incidents) =>
  Promise.resolve(
    of.calls.setIncidents({
      incidents: [{ ...nothingKnown(id), outageAt: clock.now() - hour, acknowledgedAt: 1, ...part }],
    }),
  );
const all = async (of = incidents) => {
  const kept = await of.calls.incidents(undefined);
  if (kept === null) throw new Error('there are no incidents without an account');
  return kept;
};
const entries = () => disk.keys().filter((key) => key.includes('incidents'));
/** What is pending is written, and told. */
async function settle(): Promise<void> {
  clock.move(2_000);
  for (let turn = 0; turn < 30; turn += 1) await Promise.resolve();
}

describe('incidents', () => {
  test('are there at the next start, sealed, and belong to the account', async () => {
    read([out('unit-one')]);
    await set('unit-one', { note: 'porter has the key' });
    expect((await all(await next())).incidents).toMatchObject([
      { id: 'unit-one', acknowledgedAt: 1, note: 'porter has the key' },
    ]);
    expect((await all(await next('ann'))).incidents).toEqual([]);
    expect(entries()).toHaveLength(1);
    expect(plainIn([...disk.entries.values()].join(), ['unit-one', 'porter'])).toEqual([]);
  });

  test('of a pasted token stay in memory', async () => {
    const made = await next('ann', false);
    read([out('a')], made);
    await set('a', {}, made);
    expect((await all(made)).incidents).toHaveLength(1);
    await settle();
    made.close();
    expect(entries()).toEqual([]);
  });

  test('need somebody who is signed in', async () => {
    await incidents.follow(undefined, true);
    expect(await incidents.calls.incidents(undefined)).toBeNull();
    await expect(set('a', {})).rejects.toMatchObject({ code: 'sign-in-needed' });
  });

  test('R28 leave nothing behind when they are forgotten, whatever was still to be written', async () => {
    read([out('a'), out('b')]);
    await set('a', {});
    incidents.apply([{ id: 'b', at: clock.now(), condition: 'in-service' }]);
    await incidents.forget('sam');
    incidents.close();
    await settle();
    expect(entries()).toEqual([]);
    expect(told).toEqual([]);
  });

  test('that cannot be read are put aside, and nothing is written over them unasked', async () => {
    await store.write('incidents.test.x', 'x');
    const [name = ''] = [...entries()];
    read([out('a')]);
    await set('a', {});
    const entry = entries().find((each) => each !== name) ?? '';
    await store.write(entry.replace(/^sealed\./, ''), '{"incidents": 1}');
    expect((await all(await next())).incidents).toEqual([]);
    expect(log.lines.join()).toContain('the incidents cannot be read');
  });
});

test('what is open is told with them, by the conditions that were seen', async () => {
  read([out('a'), unit('b')]);
  incidents.apply([{ id: 'a', at: clock.now(), condition: 'entrapment' }]);
  incidents.apply([{ id: 'a', at: clock.now(), condition: 'unknown' }]);
  expect((await all()).open).toEqual([
    { id: 'a', since: clock.now() - hour, firstSeenHere: false, condition: 'entrapment' },
  ]);
});

describe('an outage that ends', () => {
  test.each([
    ['before anybody said something', true],
    ['after that', false],
  ])('while nobody looks is still one in which somebody was trapped %s', async (_when, isBefore) => {
    const traps = () => incidents.apply([{ id: 'a', at: clock.now(), condition: 'entrapment' }]);
    read([out('a'), out('b')]);
    if (isBefore) traps();
    await set('a', {});
    await set('b', {});
    if (!isBefore) traps();
    incidents.apply([{ id: 'a', at: clock.now(), condition: 'out-of-service' }]);
    await settle();
    // Twice: what was kept of it is not lost to what is written before the first list.
    const between = await next();
    await set('c', {}, between);
    const later = await next();
    read([unit('a'), unit('b')], later);
    expect((await all(later)).ended.map(({ id, condition }) => [id, condition]).sort()).toEqual([
      ['a', 'entrapment'],
      ['b', 'out-of-service'],
      ['c', 'out-of-service'],
    ]);
  });

  test('closes its incident: the window is told once for several, and the next start knows it', async () => {
    read([out('a'), out('b'), out('c')]);
    await set('a', { note: 'x' });
    clock.move(5_000);
    incidents.apply([
      { id: 'a', at: clock.now(), condition: 'in-service' },
      { id: 'b', at: clock.now(), condition: 'in-service' },
    ]);
    expect(told).toEqual([]);
    await settle();
    expect(told).toMatchObject([
      {
        owner: { connection: 'test', account: 'sam' },
        incidents: [nothingKnown('a')],
        ended: [
          { id: 'a', acknowledgedAt: 1, note: 'x', atLatest: false },
          { id: 'b', acknowledgedAt: null, note: '' },
        ],
      },
    ]);
    expect(await all(await next())).toMatchObject({ incidents: [], ended: [{ id: 'a' }, { id: 'b' }] });
  });

  test('is told with what is known of its unit by then: what was said since of the next outage stays', async () => {
    read([out('a')]);
    await set('a', {});
    incidents.apply([{ id: 'a', at: clock.now(), condition: 'in-service' }]);
    incidents.apply([{ id: 'a', at: clock.now() + 1, condition: 'out-of-service' }]);
    const [now] = await set('a', { outageAt: clock.now() + 1, note: 'of the next' });
    await settle();
    expect(now?.note).toBe('of the next');
    expect(told).toMatchObject([{ incidents: [now], ended: [{ id: 'a', note: '' }] }]);
  });

  test('while MAX Desk did not run is closed by the first list', async () => {
    read([out('a'), out('b')]);
    await set('a', {});
    await set('b', {});
    const later = await next();
    read([unit('a'), out('b', { outSince: clock.now() - hour })], later);
    expect(await all(later)).toMatchObject({
      incidents: [{ id: 'b' }],
      ended: [{ id: 'a', atLatest: true }],
    });
  });

  test('has what the operator says about it a moment later, and what is left of the unit is its maintenance', async () => {
    read([out('a')]);
    incidents.apply([{ id: 'a', at: clock.now(), condition: 'in-service' }]);
    await settle();
    const maintenance = [{ from: 1, to: clock.now() }];
    const outageAt = clock.now() - 2_000 - hour;
    const said = { outageAt, acknowledgedAt: null, note: 'porter let them out', maintenance };
    expect(await set('a', said)).toEqual([{ ...nothingKnown('a'), maintenance }]);
    const record = { id: 'a', outageAt, acknowledgedAt: null, note: 'porter let them out' };
    expect((await all()).ended).toMatchObject([record]);
    await settle();
    expect(told.map(({ ended }) => ended)).toMatchObject([[{ note: '' }], [record]]);
    expect((await all(await next())).ended).toMatchObject([record]);
    // Said again, it is no news.
    await set('a', said);
    await settle();
    expect(told).toHaveLength(2);
  });

  test('ends the maintenance that is set until its end a moment later', async () => {
    read([out('a')]);
    incidents.apply([{ id: 'a', at: clock.now(), condition: 'in-service' }]);
    clock.move(1_000);
    const from = clock.now() - hour;
    expect(await set('a', { maintenance: [{ from, to: null }] })).toEqual([
      { ...nothingKnown('a'), maintenance: [{ from, to: clock.now() - 1_000 }] },
    ]);
    clock.move(1);
    expect(incidents.silences({ id: 'a', out: true, entrapment: false })).toBe(false);
  });

  test('and begins anew has not the maintenance that is set until the end of the former one', async () => {
    read([out('a')]);
    const from = clock.now() - hour;
    await set('a', {});
    incidents.apply([{ id: 'a', at: clock.now(), condition: 'in-service' }]);
    clock.move(hour);
    const again = clock.now();
    incidents.apply([{ id: 'a', at: again, condition: 'out-of-service' }]);
    await set('a', { outageAt: again });
    clock.move(1_000);
    const late = { outageAt: from, maintenance: [{ from, to: null }] };
    const maintenance = [{ from, to: again - hour }];
    const kept = { ...nothingKnown('a'), outageAt: again, acknowledgedAt: 1 };
    expect(await set('a', late)).toEqual([{ ...kept, maintenance }]);
  });

  test('is not meant by maintenance without one, which goes on with the outage that there is', async () => {
    read([out('a'), out('b')]);
    const from = clock.now() - hour;
    await set('a', {});
    const maintenance = [{ from, to: null }];
    const of = (id: string) => set(id, { outageAt: null, acknowledgedAt: null, maintenance });
    const known = { outageAt: from, maintenance };
    expect(await of('a')).toEqual([{ ...nothingKnown('a'), acknowledgedAt: 1, ...known }]);
    // The next start must know which outage it goes on with.
    expect(await of('b')).toEqual([{ ...nothingKnown('b'), ...known }]);
  });

  test('and begins anew while somebody writes a note: the note stays with the former one, and silences nothing', async () => {
    read([out('a')]);
    const outageAt = clock.now() - hour;
    clock.move(hour);
    incidents.apply([{ id: 'a', at: clock.now(), condition: 'in-service' }]);
    clock.move(hour);
    incidents.apply([{ id: 'a', at: clock.now(), condition: 'out-of-service' }]);
    const said = { outageAt, acknowledgedAt: 5, note: 'of the former', snoozedUntil: clock.now() + hour };
    expect(await set('a', said)).toEqual([nothingKnown('a')]);
    expect(await all()).toMatchObject({
      incidents: [],
      ended: [{ id: 'a', outageAt, acknowledgedAt: 5, note: 'of the former' }],
    });
    expect(incidents.silences({ id: 'a', out: true, entrapment: false })).toBe(false);
    // The window knows the time of the service, which is a little before that of the event: it is the one of now.
    await set('a', { outageAt: clock.now() - 30_000, note: 'of now' });
    expect((await all()).incidents).toMatchObject([{ id: 'a', note: 'of now', outageAt: clock.now() }]);
  });

  test('and was so short that the clock of the service, which is ahead, has it begin after its end: the note is kept', async () => {
    const at = clock.now();
    incidents.apply([{ id: 'a', at, condition: 'out-of-service' }]);
    const outageAt = at + 90_000;
    read([out('a', { outSince: outageAt })]);
    clock.move(60_000);
    incidents.apply([{ id: 'a', at: clock.now(), condition: 'in-service' }]);
    await set('a', { outageAt, note: 'porter let them out' });
    expect((await all()).ended).toMatchObject([{ id: 'a', outageAt: at, note: 'porter let them out' }]);
  });

  test('leaves no moment of it over beside maintenance for the whole of it, whatever the clock of the service says', async () => {
    const at = clock.now();
    incidents.apply([
      { id: 'a', at, condition: 'out-of-service' },
      { id: 'b', at, condition: 'out-of-service' },
    ]);
    const later = { outSince: at + 20_000 };
    read([out('a', later), out('b', later)]);
    const maintenance = [{ from: at + 20_000, to: null }];
    await set('a', { outageAt: at + 20_000, acknowledgedAt: null, maintenance });
    expect(incidents.maintenanceOf('a')).toEqual([{ from: at, to: null }]);
    clock.move(hour);
    incidents.apply([{ id: 'b', at: clock.now(), condition: 'in-service' }]);
    expect((await all()).ended).toMatchObject([{ id: 'b', outageAt: at, endedAt: clock.now() }]);
  });

  test('and begins anew is not meant by what was said of the former one', async () => {
    read([out('a')]);
    const [known] = await set('a', {});
    incidents.apply([{ id: 'a', at: clock.now(), condition: 'in-service' }]);
    clock.move(hour);
    incidents.apply([{ id: 'a', at: clock.now(), condition: 'out-of-service' }]);
    const [now] = await set('a', { outageAt: clock.now(), note: 'new' });
    expect(now).toMatchObject({ outageAt: clock.now(), note: 'new' });
    expect(await set('a', { ...known })).toEqual([now]);
  });

  test('is not known before the first whole list: what the kept list shows can be acknowledged', async () => {
    expect(await set('a', {})).toMatchObject([{ id: 'a', acknowledgedAt: 1 }]);
    read([unit('a')]);
    expect((await all()).incidents).toEqual([]);
  });
});

describe('nobody needs to be told', () => {
  const change = (id: string, part = {}) => ({ id, out: true, entrapment: false, ...part });
  beforeEach(() => read([out('a'), out('b'), out('c'), out('d')]));

  test('of an acknowledged outage, but that it is over', async () => {
    await set('a', {});
    expect([incidents.silences(change('a')), incidents.silences(change('b'))]).toEqual([true, false]);
    expect(incidents.silences(change('a', { out: false }))).toBe(false);
  });

  test('of a snoozed one until then', async () => {
    await set('a', { acknowledgedAt: null, snoozedUntil: clock.now() + hour });
    expect(incidents.silences(change('a'))).toBe(true);
    clock.move(hour);
    expect(incidents.silences(change('a'))).toBe(false);
  });

  test('of a unit that is maintained, not even that it is back', async () => {
    await set('a', { acknowledgedAt: null, maintenance: [{ from: 0, to: clock.now() + hour }] });
    expect(incidents.silences(change('a', { out: false }))).toBe(true);
    expect(incidents.maintenanceOf('a')).toEqual([{ from: 0, to: clock.now() + hour }]);
    expect(incidents.maintenanceOf('b')).toEqual([]);
    clock.move(hour);
    expect(incidents.silences(change('a'))).toBe(false);
  });

  test('but of an entrapment always', async () => {
    await set('a', { snoozedUntil: clock.now() + hour, maintenance: [{ from: 0, to: null }] });
    expect(incidents.silences(change('a', { entrapment: true }))).toBe(false);
  });
});
