import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createRowPool, rowHeights } from '../../../../../renderer/units/grid/row-pool.ts';
import { FakeElement, fakeDocument } from '../../../../fakes/element.ts';
import { storeOf, unit } from '../sample.ts';

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('document', fakeDocument);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A table of these units, all in sight. */
function table(...ids: string[]) {
  const store = storeOf(...ids.map((id) => unit(id)));
  const [grid, body] = [new FakeElement(), new FakeElement()];
  grid.clientHeight = 10 * rowHeights.comfortable;
  const pool = createRowPool(grid as unknown as HTMLElement, body as unknown as HTMLElement, store);
  const groupText = { name: () => '', count: () => '', trapped: () => null };
  const marks = { active: -1, selected: new Set<string>(), watched: 'watched', groupText };
  const render = () => void pool.render(marks, false, render);
  render();
  /** The marks by position. */
  const turned = () =>
    body.children.map((row) => (row instanceof FakeElement ? row.getAttribute('data-turned') : null));
  return { store, pool, render, turned };
}

it('the row of a unit that went out of service is marked, also where it stands later, until the time is over', () => {
  const { store, pool, render, turned } = table('a', 'b', 'c');
  store.apply([
    { id: 'c', at: 1, condition: 'out-of-service', status: 'Fault' },
    { id: 'a', at: 1, floor: '3' },
  ]);
  pool.refresh();
  expect(turned()).toEqual([null, null, 'worse']);
  store.renew();
  render();
  expect(turned()).toEqual(['worse', null, null]);
  vi.advanceTimersByTime(10_000);
  expect(turned()).toEqual(['worse', null, null]);
  store.apply([{ id: 'c', at: 2, condition: 'in-service', status: 'OK' }]);
  pool.refresh();
  expect(turned()).toEqual(['better', null, null]);
  vi.advanceTimersByTime(13_000);
  expect(turned()).toEqual([null, null, null]);
});

it('a table that is closed leaves no timer of it behind', () => {
  const { store, pool } = table('a');
  store.apply([{ id: 'a', at: 1, condition: 'entrapment', status: 'Entrapment' }]);
  pool.refresh();
  vi.advanceTimersByTime(2_000);
  pool.close();
  vi.advanceTimersByTime(60_000);
  expect(vi.getTimerCount()).toBe(0);
});
