import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { readSealedJson } from '../../../../electron/core/storage/sealed-json.ts';

const Names = z.array(z.string());

function entry(text: string | undefined) {
  const store = { read: vi.fn(async () => text), notUnderstood: vi.fn() };
  const log = { error: vi.fn(), warn: vi.fn(), info: vi.fn(), debug: vi.fn() };
  return { store, log, read: () => readSealedJson({ store, log }, 'names', Names, 'the list of names') };
}

test('an entry is read by its schema', async () => {
  const { read, store } = entry('["a","b"]');
  expect(await read()).toEqual(['a', 'b']);
  expect(store.read).toHaveBeenCalledWith('names');
  expect(store.notUnderstood).not.toHaveBeenCalled();
});

test('one that is not there is nothing, and no fault', async () => {
  const { read, store, log } = entry(undefined);
  expect(await read()).toBeUndefined();
  expect(store.notUnderstood).not.toHaveBeenCalled();
  expect(log.warn).not.toHaveBeenCalled();
});

test.each(['{"a"', '[1]', 'null', ''])(
  'one that is not understood is kept, and said without its text: %j',
  async (text) => {
    const { read, store, log } = entry(text);
    expect(await read()).toBeUndefined();
    expect(store.notUnderstood).toHaveBeenCalledExactlyOnceWith('names');
    expect(log.warn.mock.calls).toEqual([['the list of names cannot be read']]);
  },
);
