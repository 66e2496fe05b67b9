import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { claimLinks, collectOffers } from '../../../electron/shell/offers.ts';

const { app } = vi.hoisted(() => ({
  app: {
    isPackaged: true,
    setAsDefaultProtocolClient: vi.fn(() => true),
    on: vi.fn<(event: string, told: (...given: unknown[]) => void) => void>(),
  },
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

test('what another start was to open is offered here, from where it was started, whatever its switches', () => {
  const taken: unknown[] = [];
  collectOffers([])((offer) => taken.push(offer));
  const [, told] = app.on.mock.calls.findLast(([event]) => event === 'second-instance') ?? [];
  const args = ['--no-sandbox', '--connection', 'max-ea.json', 'other.maxdesk', 'maxdesk://connect#abc'];
  told?.({}, ['electron', '--connection', '--no-sandbox'], '/home/sam', { args });
  expect(taken).toEqual([
    { source: 'file', value: path.resolve('/home/sam', 'max-ea.json') },
    { source: 'file', value: path.resolve('/home/sam', 'other.maxdesk') },
    { source: 'link', value: 'maxdesk://connect#abc' },
  ]);
});

test('the file of the first start itself is no offer, and one that is missing is none either', () => {
  const taken: unknown[] = [];
  collectOffers(['--connection', 'max-ea.json'])((offer) => taken.push(offer));
  const [, told] = app.on.mock.calls.findLast(([event]) => event === 'second-instance') ?? [];
  told?.({}, [], '/home/sam', { args: ['--connection'] });
  told?.({}, ['electron', 'x.maxdesk'], '/home/sam', null);
  expect(taken).toEqual([{ source: 'file', value: path.resolve('/home/sam', 'x.maxdesk') }]);
});
