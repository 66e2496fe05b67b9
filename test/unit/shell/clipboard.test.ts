import { beforeEach, describe, expect, test, vi } from 'vitest';

const system = vi.hoisted(() => ({
  writes: [] as Record<string, unknown>[][],
  clear: vi.fn(),
  clearSelection: vi.fn(),
}));
vi.mock('electron', () => ({
  ClipboardItem: class {
    constructor(items: Record<string, unknown>) {
      Object.assign(this, items);
    }
  },
  clipboard: {
    write: async (items: Record<string, unknown>[]) =>
      void system.writes.push(items.map((item) => ({ ...item }))),
    readText: async () => 'read',
    clear: system.clear,
    selection: { clear: system.clearSelection },
  },
}));

const x11 = vi.hoisted(() => ({ clipboardOwnerAnswers: vi.fn() }));
vi.mock('../../../electron/core/linux/x11-clipboard.ts', () => x11);

import { createClipboard } from '../../../electron/shell/clipboard.ts';

beforeEach(() => {
  system.writes = [];
  vi.clearAllMocks();
  x11.clipboardOwnerAnswers.mockResolvedValue(true);
});
const formats = (types: string[]) => types.map((type) => `electron application/osclipboard;format="${type}"`);

describe('R30 a secret is written in one go with the marks that keep it out of the history', () => {
  test.each([
    ['linux', ['x-kde-passwordManagerHint']],
    ['darwin', ['org.nspasteboard.ConcealedType']],
    [
      'win32',
      [
        'ExcludeClipboardContentFromMonitorProcessing',
        'CanIncludeInClipboardHistory',
        'CanUploadToCloudClipboard',
      ],
    ],
    ['freebsd', []],
  ] as const)('on %s', async (platform, marks) => {
    await createClipboard(platform).write('eyJ', { secret: true });
    expect(system.writes).toHaveLength(1);
    const [item] = system.writes[0] ?? [];
    expect(Object.keys(item ?? {})).toEqual(['text/plain', ...formats([...marks])]);
    expect(item?.['text/plain']).toBe('eyJ');
  });

  test('with zeros of four bytes on Windows', async () => {
    await createClipboard('win32').write('eyJ', { secret: true });
    const values = Object.values(system.writes[0]?.[0] ?? {}).slice(1) as Blob[];
    for (const value of values) expect([...new Uint8Array(await value.arrayBuffer())]).toEqual([0, 0, 0, 0]);
  });
});

describe('R30 the selection of Linux, into which Chromium copies whatever is written', () => {
  test('is cleared after a secret', async () => {
    const written = createClipboard('linux').write('eyJ', { secret: true });
    expect(system.clearSelection).not.toHaveBeenCalled();
    await written;
    expect(system.writes).toHaveLength(1);
    expect(system.clearSelection).toHaveBeenCalledOnce();
  });

  test('is left alone otherwise: a person may have selected something since', async () => {
    await createClipboard('linux').write('https://example.com');
    createClipboard('linux').clear();
    await createClipboard('darwin').write('eyJ', { secret: true });
    expect(system.clearSelection).not.toHaveBeenCalled();
  });
});

test('anything else is written as it is', async () => {
  await createClipboard('win32').write('https://example.com');
  expect(system.writes).toEqual([[{ 'text/plain': 'https://example.com' }]]);
});

test('the text is read, and cleared, as the system has it', async () => {
  const clipboard = createClipboard('linux');
  expect(await clipboard.read()).toBe('read');
  clipboard.clear();
  expect(system.clear).toHaveBeenCalledOnce();
});

test('what a program of Linux holds that hangs is not waited for, and is not ours', async () => {
  x11.clipboardOwnerAnswers.mockResolvedValueOnce(false);
  expect(await createClipboard('linux').read()).toBe('');
  x11.clipboardOwnerAnswers.mockResolvedValueOnce(true);
  expect(await createClipboard('linux').read()).toBe('read');
  expect(await createClipboard('win32').read()).toBe('read');
  expect(x11.clipboardOwnerAnswers).toHaveBeenCalledTimes(2);
});
