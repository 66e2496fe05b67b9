import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { isOut } from '../../../../electron/contract/names.ts';
import { noIncidents } from '../../../../renderer/incidents/incident-rows.ts';
import { createOpenUnits } from '../../../../renderer/incidents/open-units.ts';
import { observable } from '../../../../renderer/observable.ts';
import { createLastUpdate } from '../../../../renderer/units/live/last-update.ts';
import { followLive } from '../../../../renderer/units/live/live-follow.ts';
import { rereadList } from '../../../../renderer/units/live/reread.ts';
import { followSession } from '../../../../renderer/units/loading/follow-session.ts';
import { createUnitsList } from '../../../../renderer/units/loading/units-list.ts';
import { createWallModel } from '../../../../renderer/wall/wall-model.ts';
import { random as seededRandom } from '../../../fakes/random.ts';
import { rounds } from '../../../fakes/rounds.ts';
import { storeOf } from '../units/sample.ts';
import { serviceForAMonth } from './service-for-a-month.ts';

const second = 1_000;
const minute = 60 * second;
/** A month where everything runs, in everyday runs a part of it. */
const days = rounds(30);

beforeEach(() => {
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'],
    now: new Date('2026-11-01T08:00:00'),
  });
});
afterEach(() => vi.useRealTimers());

/** The whole page behind a wall display, without its elements. */
function wallOf(service: ReturnType<typeof serviceForAMonth>) {
  const { desktop, desk } = service;
  const units = storeOf();
  const list = createUnitsList(desktop, units, () => true);
  const lastUpdate = createLastUpdate(desktop);
  const open = createOpenUnits(units);
  const incidents = { list: observable(noIncidents), open: open.look, openOf: open.of };
  followLive(desktop, desk, units, list);
  followSession(desk, list);
  rereadList(desk, units, list);
  const model = createWallModel({ desk, list, units, incidents, lastUpdate });
  model.setFitting(3);
  return { model, units, stop: model.start() };
}

/** Lets what has been promised happen. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 12; turn += 1) await Promise.resolve();
}

const idsOf = (units: Iterable<{ id: string }>) => Array.from(units, ({ id }) => id).sort();

test('a month with lines that break, tokens that are renewed, services that fail and sleep: it is right, says when it is not, and does not grow', async () => {
  const random = seededRandom(11);
  const service = serviceForAMonth(random);
  const { model, units, stop } = wallOf(service);
  const pass = async (ms: number) => {
    for (let left = ms; left > 0; left -= 10 * second) {
      vi.advanceTimersByTime(Math.min(left, 10 * second));
      await settle();
    }
  };
  await pass(10 * second);
  service.connect();
  await pass(20 * second);
  const limits = { timers: 0, listening: service.listening() };
  const seen = { views: new Set<string | null>(), stale: 0, slept: 0, live: 0 };
  let repairAt: number | null = null;
  /** For how many minutes lists have come all the time. */
  let answering = 0;

  /** Lets something go wrong, or get right. True after sleep. */
  function goWrong(): boolean {
    const slept = seen.slept;
    const now = Date.now();
    if (repairAt !== null && now >= repairAt) {
      service.repair();
      repairAt = null;
    }
    const chance = random();
    if (repairAt === null && chance < 0.01) {
      service.drop(chance < 0.005);
      if (random() < 0.4) service.breakApi();
      repairAt = now + (random() < 0.1 ? 180 * random() : 4 * random()) * minute;
    } else if (chance > 0.999) {
      // Asleep nothing runs. Half the time nobody notices that the line is gone.
      service.drop(false);
      vi.setSystemTime(now + 8 * 60 * minute * random());
      repairAt = Date.now() + minute;
      seen.slept += 1;
    }
    if (random() < 0.017) service.renew();
    if (random() < 0.5) service.happen();
    return seen.slept > slept;
  }

  function look(time: number): void {
    const { age } = model.picture.get();
    const real = service.age();
    if (real > 100 * second) {
      seen.stale += 1;
      expect([time, age.isStale]).toEqual([time, true]);
    }
    const shown = age.age ?? Number.POSITIVE_INFINITY;
    expect(shown + 36 * second, `never younger than it is, ${time}`).toBeGreaterThan(real);
  }

  for (let time = 0; time < days * 24 * 60; time += 1) {
    const wasLive = service.isLive();
    if (goWrong()) {
      await pass(5 * second);
      look(time);
    }
    await pass(minute);
    look(time);
    const { age, sight, view, entrapments } = model.picture.get();
    seen.views.add(view);
    answering = service.answers() ? answering + 1 : 0;
    if (answering > 2)
      expect([time, age.isStale, 'while lists come']).toEqual([time, false, 'while lists come']);
    if (service.isLive() && wasLive && repairAt === null) {
      seen.live += 1;
      expect([time, age]).toEqual([time, { age: 0, isStale: false, isInDoubt: false }]);
      const isHere = ({ site }: { site: string }) => view === null || site === view;
      const out = [...service.truth.values()].filter(({ condition }) => isOut(condition));
      expect(idsOf(sight?.outages ?? [])).toEqual(idsOf(out.filter(isHere)));
      expect(idsOf(entrapments)).toEqual(idsOf(out.filter(({ condition }) => condition === 'entrapment')));
    }
    limits.timers = Math.max(limits.timers, vi.getTimerCount());
  }
  expect(seen.views).toEqual(new Set([null, 'Site 1', 'Site 2']));
  expect(seen.stale).toBeGreaterThan(15 * days);
  expect(seen.slept).toBeGreaterThan(days / 2);
  expect(seen.live).toBeGreaterThan(700 * days);
  expect(units.size).toBe(service.truth.size);
  expect(limits.timers, 'timers at once').toBeLessThan(15);
  expect(service.listening(), 'no listener more than at the beginning').toBe(limits.listening);
  service.drop(true);
  stop();
  await pass(5 * minute);
  const last = model.picture.get();
  await pass(5 * minute);
  expect(model.picture.get(), 'what was stopped does nothing any more').toBe(last);
});
