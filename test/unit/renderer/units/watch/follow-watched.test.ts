import { expect, it, vi } from 'vitest';
import type { DeskState, Failure } from '../../../../../electron/contract.ts';
import { observable } from '../../../../../renderer/observable.ts';
import { followWatched } from '../../../../../renderer/units/watch/follow-watched.ts';
import { deskState } from '../../desk-state.ts';

it('the table learns of another list of watched units, and not of every push that repeats it', () => {
  const state = observable<DeskState | null>(null);
  const desk = { state, failure: observable<Failure | null>(null), load: async () => undefined };
  const setWatched = vi.fn();
  followWatched(desk, { setWatched });
  state.set(deskState({ watched: ['1', '2'] }));
  state.set(deskState({ watched: ['1', '2'] }));
  expect(setWatched).toHaveBeenCalledExactlyOnceWith(new Set(['1', '2']));
  state.set(deskState());
  expect(setWatched).toHaveBeenLastCalledWith(new Set());
});
