import { expect, test, vi } from 'vitest';
import type { DeskState } from '../../../electron/contract/desk.ts';
import { tellPainted } from '../../../renderer/first-paint.ts';
import { observable } from '../../../renderer/observable.ts';
import { deskState } from './desk-state.ts';

test('main is told once that the page is painted: in an idle moment after it is known who is signed in', async () => {
  const idle: (() => void)[] = [];
  vi.stubGlobal('requestIdleCallback', (run: () => void) => idle.push(run));
  const call = vi.fn(async () => undefined as never);
  const state = observable<DeskState | null>(null);
  tellPainted({ call }, { state });
  const known = deskState();
  state.set({ ...known, session: { ...known.session, phase: 'restoring' } });
  expect(idle).toEqual([]);
  state.set(known);
  state.set(deskState());
  expect(idle).toHaveLength(1);
  expect(call).not.toHaveBeenCalled();
  idle[0]?.();
  await vi.waitFor(() => expect(call).toHaveBeenCalledExactlyOnceWith('painted'));
  vi.unstubAllGlobals();
});
