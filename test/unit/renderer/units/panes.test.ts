import { expect, test, vi } from 'vitest';
import type { DeskState } from '../../../../electron/contract/desk.ts';
import { DesktopError } from '../../../../renderer/desktop.ts';
import { observable } from '../../../../renderer/observable.ts';
import { createPanes } from '../../../../renderer/units/panes.ts';
import { deskState } from '../desk-state.ts';

const storage = { code: 'storage', message: 'm', hint: '', details: {} } as const;
const withOverview = (overview: DeskState['settings']['overview']) =>
  deskState({ settings: { ...deskState().settings, overview } });

function panesOf(call: (name: string, input: unknown) => Promise<unknown>) {
  const state = observable<DeskState | null>(null);
  return { state, panes: createPanes({ call } as never, { state }) };
}

test('the overview follows the settings: decided by the height, open or folded', () => {
  const { state, panes } = panesOf(async () => undefined);
  expect(panes.overview.get()).toBeNull();
  for (const [setting, open] of [
    ['open', true],
    ['folded', false],
    ['auto', null],
  ] as const) {
    state.set(withOverview(setting));
    expect(panes.overview.get()).toBe(open);
  }
});

test('a choice applies at once, is kept in the settings, and an older state does not undo it', async () => {
  const asked: unknown[] = [];
  let answer: () => void = () => undefined;
  const { state, panes } = panesOf((name, input) => {
    asked.push([name, input]);
    return new Promise<void>((resolve) => {
      answer = resolve;
    });
  });
  state.set(withOverview('open'));
  panes.overview.set(false);
  expect(panes.overview.get()).toBe(false);
  expect(asked).toEqual([['changeSettings', { overview: 'folded' }]]);
  state.set(withOverview('open'));
  expect(panes.overview.get()).toBe(false);
  answer();
  await vi.waitFor(() => {
    state.set(withOverview('auto'));
    expect(panes.overview.get()).toBeNull();
  });
});

test('what cannot be saved applies all the same, and the failure is told until the next one is saved', async () => {
  const call = vi.fn().mockRejectedValueOnce(new DesktopError(storage)).mockResolvedValue(undefined);
  const { panes } = panesOf(call);
  panes.overview.set(true);
  expect(panes.overview.get()).toBe(true);
  await vi.waitFor(() => expect(panes.failure.get()).toEqual(storage));
  panes.overview.set(false);
  await vi.waitFor(() => expect(panes.failure.get()).toBeNull());
});
