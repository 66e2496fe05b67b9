import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { SavedView } from '../../../../electron/contract/views.ts';
import { noIncidents } from '../../../../renderer/incidents/incident-rows.ts';
import { createOpenUnits } from '../../../../renderer/incidents/open-units.ts';
import { observable } from '../../../../renderer/observable.ts';
import { createSlices } from '../../../../renderer/units/table/slices.ts';
import type { ViewSight } from '../../../../renderer/units/table/view-sight.ts';
import { createWallModel, type WallParts } from '../../../../renderer/wall/wall-model.ts';
import { deskState, signedIn } from '../desk-state.ts';
import { storeOf, unit } from '../units/sample.ts';
import { wholeList } from '../units/whole-list.ts';
import { viewOfSite } from './service-for-a-month.ts';

const steps = 30;
let waiting: (() => void)[];
let outages: ReturnType<typeof unit>[];
let isBroken: boolean;
let news: () => void;
let saved: (views: SavedView[]) => void;
const incidentList = observable(noIncidents);
const savedViews = ['North', 'South'].map(viewOfSite);

/** A wall display of units that take many steps to look through; `goOn` makes one of them. */
function wallOf(of: Partial<Record<keyof WallParts, unknown>> = {}) {
  const units = {
    size: 200_000,
    subscribe: (listener: () => void) => {
      news = listener;
      return () => undefined;
    },
    *sightSteps(): Generator<undefined, ViewSight> {
      if (isBroken) throw new TypeError('broken');
      for (let step = 0; step < steps; step += 1) yield;
      const conditions = { entrapment: 0, 'out-of-service': 0, limited: 0, unknown: 0, 'in-service': 0 };
      return { total: 200_000, conditions, outages };
    },
  };
  const live = { phase: 'live', since: 0, problem: null, cover: null } as const;
  const desk = { state: observable(deskState({ session: signedIn('ann'), live, savedViews })) };
  saved = (views) => desk.state.set({ ...desk.state.get(), savedViews: views });
  const list = {
    state: observable({ ...wholeList, fetchedAt: Date.now(), begunAt: Date.now() }),
    catchUp: () => undefined,
  };
  const slices = createSlices({
    budget: 0,
    now: () => 0,
    later(run) {
      waiting.push(run);
      return () => {
        waiting = waiting.filter((each) => each !== run);
      };
    },
  });
  const parts = {
    desk,
    list,
    units: { ...units, size: 100 },
    lastUpdate: { age: () => null },
    incidents: { list: incidentList, open: () => outages },
    ...of,
  };
  return createWallModel(parts as unknown as WallParts, slices);
}
const goOn = () => waiting.shift()?.();
const shown = (model: ReturnType<typeof wallOf>) => model.picture.get().sight?.outages.map(({ id }) => id);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
  waiting = [];
  outages = [];
  isBroken = false;
});
afterEach(() => vi.useRealTimers());

test('units that take longer to look through than the next news takes to come are shown all the same', () => {
  const model = wallOf();
  const stop = model.start();
  for (let second = 0; second < 3 * steps; second += 1) {
    outages = [unit(`u-${second}`, { condition: 'out-of-service' })];
    news();
    vi.advanceTimersByTime(1_000);
    goOn();
  }
  // The last whole look began 30 s ago at most, and ended with what there was then.
  const [id] = shown(model) ?? [];
  expect(Number(id?.slice(2))).toBeGreaterThan(steps);
  stop();
});

test('somebody trapped in a unit of which nobody knows any more what it is stays in sight, and in its views', () => {
  const store = storeOf(unit('a', { condition: 'entrapment', outSince: 1 }), unit('b'));
  const open = createOpenUnits(store);
  const model = wallOf({ units: store, incidents: { list: incidentList, open: open.look, openOf: open.of } });
  const view = viewOfSite('Harbour Tower');
  saved([{ ...view, view: { ...view.view, conditions: ['out-of-service'] } }]);
  const stop = model.start();
  const pass = () => {
    vi.advanceTimersByTime(1_000);
    while (waiting.length > 0) goOn();
  };
  pass();
  store.apply([{ id: 'a', at: 5, condition: 'unknown', status: 'No connection' }]);
  pass();
  const was = { id: 'a', condition: 'entrapment', outSince: 1 };
  expect(model.picture.get()).toMatchObject({
    entrapments: [was],
    shown: [was],
    sight: { total: 2, outages: [was], conditions: { entrapment: 1, unknown: 1, 'in-service': 1 } },
  });
  model.go(1);
  pass();
  expect(model.picture.get()).toMatchObject({ view: 'Harbour Tower', sight: { total: 1, outages: [was] } });
  store.apply([{ id: 'a', at: 6, condition: 'in-service' }]);
  pass();
  expect(model.picture.get()).toMatchObject({ entrapments: [], shown: [], sight: { outages: [] } });
  stop();
});

test('somebody trapped of whom only main knew is shown as soon as it has told, without news of units', () => {
  const store = storeOf(unit('a', { condition: 'unknown' }));
  const open = createOpenUnits(store);
  const model = wallOf({
    units: store,
    incidents: { list: incidentList, open: open.look, openOf: open.of },
  });
  const stop = model.start();
  while (waiting.length > 0) goOn();
  open.tell([{ id: 'a', since: 1, firstSeenHere: true, condition: 'entrapment' }]);
  incidentList.set({ ...noIncidents });
  vi.advanceTimersByTime(1_000);
  while (waiting.length > 0) goOn();
  const was = { id: 'a', condition: 'entrapment', outSince: 1, firstSeenHere: true };
  expect(model.picture.get()).toMatchObject({ entrapments: [was], shown: [was] });
  stop();
});

test('the name of a view is that of the units that are shown, also where views are removed meanwhile', () => {
  const model = wallOf();
  const stop = model.start();
  for (let step = 0; step <= steps; step += 1) goOn();
  model.go(1);
  for (let step = 0; step <= steps; step += 1) goOn();
  expect(model.picture.get().view).toBe('North');
  const [, south] = savedViews;
  saved([south as SavedView]);
  vi.advanceTimersByTime(1_000);
  model.pause(true);
  expect(model.picture.get().view, 'these are still its units').toBe('North');
  for (let step = 0; step <= steps; step += 1) goOn();
  expect(model.picture.get().view).toBe('South');
  stop();
});

test('news that a long look may not have seen is not shown before the next one', () => {
  const model = wallOf();
  const stop = model.start();
  for (let step = 0; step < steps; step += 1) {
    news();
    vi.advanceTimersByTime(1_000);
    goOn();
  }
  goOn();
  vi.advanceTimersByTime(5_000);
  expect(model.picture.get().sight).not.toBeNull();
  expect(model.picture.get().age.age, 'it was looked at half a minute ago').toBeGreaterThan(20_000);
  stop();
});

test('a look that fails is not the last, and meanwhile nothing counts as current', () => {
  const model = wallOf();
  const stop = model.start();
  for (let step = 0; step <= steps; step += 1) goOn();
  expect(model.picture.get()).toMatchObject({ sight: { total: 200_000 }, age: { age: 0 } });
  isBroken = true;
  news();
  expect(() => vi.advanceTimersByTime(1_000)).toThrow('broken');
  // The next views fail, too.
  for (let second = 0; second < 80; second += 1) {
    try {
      vi.advanceTimersByTime(1_000);
    } catch (error) {
      expect(error).toMatchObject({ message: 'broken' });
    }
  }
  expect(model.picture.get().age).toMatchObject({ isStale: true });
  isBroken = false;
  news();
  vi.advanceTimersByTime(1_000);
  for (let step = 0; step <= steps; step += 1) goOn();
  vi.advanceTimersByTime(5_000);
  expect(model.picture.get().age).toMatchObject({ age: 0, isStale: false });
  stop();
});
