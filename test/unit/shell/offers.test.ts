import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { claimLinks } from '../../../electron/shell/offers.ts';

const { app } = vi.hoisted(() => ({
  app: { isPackaged: true, setAsDefaultProtocolClient: vi.fn(() => true), on: vi.fn() },
}));
vi.mock('electron', () => ({ app }));

const platform = process.platform;
const on = (name: NodeJS.Platform) => Object.defineProperty(process, 'platform', { value: name });

beforeEach(() => {
  app.isPackaged = true;
  app.setAsDefaultProtocolClient.mockClear();
});
afterEach(() => on(platform));

test.each(['darwin', 'win32'] as const)('links to connections open the installed app on %s', (name) => {
  on(name);
  claimLinks();
  expect(app.setAsDefaultProtocolClient).toHaveBeenCalledExactlyOnceWith('maxdesk');
});

test('on Linux nothing of the desktop is changed: the package has a desktop file for links', () => {
  on('linux');
  claimLinks();
  expect(app.setAsDefaultProtocolClient).not.toHaveBeenCalled();
});

test.each(['darwin', 'win32', 'linux'] as const)('from its sources the app claims nothing on %s', (name) => {
  on(name);
  app.isPackaged = false;
  claimLinks();
  expect(app.setAsDefaultProtocolClient).not.toHaveBeenCalled();
});
