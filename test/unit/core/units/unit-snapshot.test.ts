import { describe, expect, it, vi } from 'vitest';
import { createMemoryStore } from '../../../../electron/core/storage/memory-store.ts';
import { createUnitSnapshot } from '../../../../electron/core/units/unit-snapshot.ts';
import { fakeLog } from '../../../fakes/ports.ts';
import { unit } from '../../renderer/units/sample.ts';

const { signal } = new AbortController();
const units = Array.from({ length: 2_500 }, (_, index) => unit(`Ü-${index}`));

async function kept(owner: string, list = units) {
  const store = createMemoryStore('simulated');
  const pages = createUnitSnapshot(store, 'units', 'usual', fakeLog());
  await pages.write(owner, { units: list, fetchedAt: 500 }, signal);
  return { store, pages };
}

describe('the list of the last start, page by page', () => {
  it('is all of it in its order, a screenful first, and says which page is the last', async () => {
    const { pages } = await kept('sam');
    const got: string[] = [];
    const sizes: number[] = [];
    for (let last = false; !last; ) {
      const page = await pages.page('sam', got.length);
      expect(page).toMatchObject({ fetchedAt: 500, count: 2_500 });
      got.push(...(page?.units.map(({ id }) => id) ?? []));
      sizes.push(page?.units.length ?? 0);
      last = page?.last ?? true;
    }
    expect(got).toEqual(units.map(({ id }) => id));
    expect(sizes).toEqual([100, 1_000, 1_000, 400]);
  });

  it('begins anew whenever it is asked to, and has no page out of turn', async () => {
    const { pages } = await kept('sam');
    await pages.page('sam', 0);
    expect(await pages.page('sam', 7)).toBeNull();
    expect((await pages.page('sam', 0))?.units[0]?.id).toBe('Ü-0');
    expect((await pages.page('sam', 100))?.units[0]?.id).toBe('Ü-100');
    expect(await pages.page('tessa', 1_100)).toBeNull();
  });

  it('is read before it is asked for, for the one it was read for only', async () => {
    const { store, pages } = await kept('sam');
    const read = vi.spyOn(store, 'read');
    pages.prepare('sam');
    await vi.waitFor(() => expect(read).toHaveBeenCalledTimes(1));
    expect((await pages.page('sam', 0))?.units[0]?.id).toBe('Ü-0');
    expect(read).toHaveBeenCalledTimes(1);
    pages.prepare('sam');
    expect(await pages.page('tessa', 0)).toBeNull();
  });

  it('is forgotten at the sign-out, wherever it has come to', async () => {
    const { pages } = await kept('sam');
    await pages.page('sam', 0);
    pages.clear();
    expect(await pages.page('sam', 100)).toBeNull();
  });

  it('that was read before it is asked for is forgotten, too', async () => {
    const { store, pages } = await kept('sam');
    pages.prepare('sam');
    await pages.remove();
    pages.clear();
    expect(await pages.page('sam', 0)).toBeNull();
    expect(await store.read('units')).toBeUndefined();
  });

  it('of no units is none', async () => {
    const { pages } = await kept('sam', []);
    expect(await pages.page('sam', 0)).toBeNull();
  });

  it('of somebody else is none, and is dropped', async () => {
    const { store, pages } = await kept('sam');
    expect(await pages.page('tessa', 0)).toBeNull();
    expect(await store.read('units')).toBeUndefined();
  });

  it('that was read otherwise is none, and is dropped', async () => {
    const { store } = await kept('sam');
    const others = createUnitSnapshot(store, 'units', 'learned', fakeLog());
    expect(await others.page('sam', 0)).toBeNull();
    expect(await store.read('units')).toBeUndefined();
  });

  it.each([
    ['another version', 'H4sIAAAA'],
    ['a list that was kept as one text', 'bm90IHBhY2tlZA=='],
  ])('of %s is none, and is left until the next one takes its place', async (_whose, text) => {
    const { store, pages } = await kept('sam');
    await store.write('units', text);
    expect(await pages.page('sam', 0)).toBeNull();
    expect(await store.read('units')).toBe(text);
  });
});
