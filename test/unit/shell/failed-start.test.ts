import { beforeEach, expect, test, vi } from 'vitest';
import { AppError } from '../../../electron/core/errors.ts';
import { fakeLog } from '../../fakes/ports.ts';

const { app, dialog } = vi.hoisted(() => ({
  app: { whenReady: async () => undefined, exit: vi.fn(), getPreferredSystemLanguages: () => ['en-GB'] },
  dialog: { showMessageBox: vi.fn(async (_options: unknown) => ({ response: 0 })) },
}));
vi.mock('electron', () => ({ app, dialog }));

import { endFailedStart } from '../../../electron/shell/failed-start.ts';

const open = vi.fn(async () => undefined);
const log = () => ({ ...fakeLog(), setLevel: () => undefined, open });
const full = new AppError('storage', 'x', { details: { file: '/home/sam/MAX Desk', text: 'ENOSPC' } });

beforeEach(() => {
  app.exit.mockClear();
  dialog.showMessageBox.mockClear();
});

test.each([
  [['en-GB'], 'MAX Desk cannot start', '/home/sam/MAX Desk cannot be used (ENOSPC).'],
  [['de-AT'], 'MAX Desk kann nicht starten', '/home/sam/MAX Desk ist nicht verwendbar (ENOSPC).'],
])(
  'a start that failed says why in the language of the system (%s), then ends with status 1',
  async (languages, message, detail) => {
    app.getPreferredSystemLanguages = () => languages;
    await endFailedStart(full, log(), '/logs');
    expect(dialog.showMessageBox).toHaveBeenCalledWith(
      expect.objectContaining({ message, detail: expect.stringContaining(detail) }),
    );
    expect(open).toHaveBeenCalledWith('/logs');
    expect(app.exit).toHaveBeenCalledExactlyOnceWith(1);
  },
);

test('what is no fault of the disk says what to do next, and nothing that might be a secret', async () => {
  app.getPreferredSystemLanguages = () => ['en'];
  const written = log();
  await endFailedStart(new TypeError('hunter2'), written, '/logs');
  const shown = JSON.stringify(dialog.showMessageBox.mock.calls);
  expect(shown).toContain('report it with the log');
  expect(shown + written.lines.join()).not.toContain('hunter2');
  expect(app.exit).toHaveBeenCalledExactlyOnceWith(1);
});
