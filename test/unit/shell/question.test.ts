import type { BrowserWindow } from 'electron';
import { expect, test, vi } from 'vitest';

const dialog = vi.hoisted(() => ({ showMessageBox: vi.fn() }));
vi.mock('electron', () => ({ dialog }));

import { askInWindow } from '../../../electron/shell/question.ts';

const window = { title: 'the window' } as BrowserWindow;
const question = { message: 'Use it?', detail: 'API: https://api.example.com/', yes: 'Use', no: 'Cancel' };

test.each([
  ['the first button', 0, true],
  ['the second one, Enter, Escape or closing it', 1, false],
])('%s is the answer: %i, so %s', async (_what, response, expected) => {
  dialog.showMessageBox.mockResolvedValueOnce({ response });
  expect(await askInWindow(window, question)).toBe(expected);
});

test('the question shows all of its text, and a no needs less than a yes', async () => {
  dialog.showMessageBox.mockResolvedValueOnce({ response: 1 });
  await askInWindow(window, question);
  expect(dialog.showMessageBox).toHaveBeenLastCalledWith(
    window,
    expect.objectContaining({
      message: 'Use it?',
      detail: 'API: https://api.example.com/',
      buttons: ['Use', 'Cancel'],
      defaultId: 1,
      cancelId: 1,
    }),
  );
});
