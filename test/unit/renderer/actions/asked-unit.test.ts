import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import type { DeskState } from '../../../../electron/contract/desk.ts';
import { followAskedUnit } from '../../../../renderer/actions/asked-unit.ts';
import { deskState, signedIn } from '../desk-state.ts';
import { storeOf, unit } from '../units/sample.ts';
import { wholeList } from '../units/whole-list.ts';
import { hereWith } from './here.ts';

let isDialogOpen: boolean;
let dom: EventTarget;
beforeEach(() => {
  isDialogOpen = false;
  const querySelector = (what: string) => (isDialogOpen && what === 'dialog:modal' ? {} : null);
  dom = Object.assign(new EventTarget(), { querySelector });
  vi.stubGlobal('document', dom);
});
afterEach(() => vi.unstubAllGlobals());

/** A page with a unit asked for, and what main would make of its calls. */
function page(state: Partial<DeskState>, store = storeOf(unit('u-1'))) {
  const all = hereWith(state, store);
  const { here, call, desk } = all;
  const change = (part: Partial<DeskState>) =>
    desk.state.set({ ...(desk.state.get() ?? deskState()), ...part });
  call.mockImplementation(async (name, input) => {
    if (name === 'unitShown') change({ askedUnit: null });
    else if (name === 'changeWall') change({ wall: { ...deskState().wall, ...(input as object) } });
  });
  const wanted = () => here.wanted.get() as { id: string } | null;
  return { ...all, change, wanted, store, calls: () => call.mock.calls.map(([name]) => name) };
}
const wallOn = { ...deskState().wall, isOn: true };

test('a unit that was asked for before the page was there is shown, once', () => {
  const { here, wanted, calls, change } = page({ askedUnit: 'u-1' });
  here.lookup.set('palette');
  const stop = followAskedUnit(() => here);
  expect(wanted()).toMatchObject({ id: 'u-1' });
  expect(here.lookup.get(), 'nothing lies over it').toBeNull();
  expect(calls()).toEqual(['unitShown']);
  // Whoever went elsewhere is left there, until it is asked for again.
  here.wanted.set(null);
  change({ watched: ['u-1'] });
  expect(wanted()).toBeNull();
  change({ askedUnit: 'u-1' });
  expect(wanted()).toMatchObject({ id: 'u-1' });
  stop();
  here.wanted.set(null);
  change({ askedUnit: 'u-1' });
  expect(wanted()).toBeNull();
});

test('it waits for who signs in, and for the list, also on the wall display, which it then ends', () => {
  const empty = storeOf();
  const { here, wanted, calls, change, desk, store, say } = page(
    { ...deskState(), askedUnit: 'u-9', wall: wallOn },
    empty,
  );
  here.list.state.set({ ...wholeList, phase: 'loading' });
  followAskedUnit(() => here);
  change({ session: signedIn('ann') });
  expect([wanted(), calls()]).toEqual([null, []]);
  expect(say).not.toHaveBeenCalled();
  store.append([unit('u-9')]);
  store.end();
  here.list.state.set(wholeList);
  expect(wanted()).toMatchObject({ id: 'u-9' });
  expect(calls()).toEqual(['unitShown', 'changeWall']);
  expect(desk.state.get()).toMatchObject({ askedUnit: null, wall: { isOn: false } });
});

test('one that the list does not have is said to be missing, where that can be read', () => {
  const { here, wanted, say, desk } = page({ askedUnit: 'nobody', wall: wallOn });
  followAskedUnit(() => here);
  expect(say).toHaveBeenCalledExactlyOnceWith('Unit nobody is not in your list.');
  expect(wanted()).toBeNull();
  expect(desk.state.get()?.wall.isOn).toBe(false);
  desk.state.set({ ...deskState({ session: signedIn('ann') }), askedUnit: 'x'.repeat(512) });
  expect(String(say.mock.lastCall).length, 'a very long one is cut').toBeLessThan(100);
});

test('it waits for a dialog that is open, in which something may be typed, and looks again when that closes', () => {
  const { here, wanted, calls } = page({ askedUnit: 'u-1' });
  isDialogOpen = true;
  const stop = followAskedUnit(() => here);
  expect([wanted(), calls(), here.place.get()]).toEqual([null, [], 'units']);
  dom.dispatchEvent(new Event('close'));
  expect(wanted(), 'another one is open below it').toBeNull();
  isDialogOpen = false;
  dom.dispatchEvent(new Event('close'));
  expect(wanted()).toMatchObject({ id: 'u-1' });
  expect(calls()).toEqual(['unitShown']);
  stop();
});

test('a dialog that goes with what it was about holds it up no longer', () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const { here, wanted, change } = page({ askedUnit: 'u-1' });
  isDialogOpen = true;
  const stop = followAskedUnit(() => here);
  change({ proposal: null });
  isDialogOpen = false;
  expect(wanted()).toBeNull();
  vi.runAllTimers();
  expect(wanted()).toMatchObject({ id: 'u-1' });
  stop();
});
