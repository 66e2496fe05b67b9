import { expect, test } from 'vitest';
import type { DeskState } from '../../../../electron/contract/desk.ts';
import type { SetupStart } from '../../../../renderer/connections/setup/setup-fields.ts';
import { observable } from '../../../../renderer/observable.ts';
import { createSettingsOpen } from '../../../../renderer/settings/settings-open.ts';
import { deskState, signedIn } from '../desk-state.ts';

function opened() {
  const state = observable<DeskState | null>(deskState());
  const setup = observable<SetupStart | null>(null);
  const open = createSettingsOpen({ state }, setup);
  open.set(true);
  return { state, setup, open };
}
const inPhase = (phase: DeskState['session']['phase']) =>
  deskState({ session: { ...deskState().session, phase } });

test('the settings stay open while the state changes, and after a sign-in', () => {
  const { state, open } = opened();
  state.set(deskState({ locale: 'de' }));
  state.set(deskState({ session: signedIn('ann') }));
  expect(open.get()).toBe(true);
});

test('they close when a sign-in begins, and can be opened during it', () => {
  const { state, open } = opened();
  state.set(inPhase('starting'));
  expect(open.get()).toBe(false);
  open.set(true);
  state.set(inPhase('waiting'));
  expect(open.get()).toBe(true);
});

test('they close for the set-up of a connection, and not when it is left', () => {
  const { setup, open } = opened();
  setup.set({ editing: null });
  expect(open.get()).toBe(false);
  open.set(true);
  setup.set(null);
  expect(open.get()).toBe(true);
});
