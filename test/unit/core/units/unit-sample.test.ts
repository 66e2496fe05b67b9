import { describe, expect, test } from 'vitest';
import type { ApiReply } from '../../../../electron/core/api/client.ts';
import { createUnitSamples, lookAt, readSample } from '../../../../electron/core/units/unit-sample.ts';

const items = [
  { nr: 9_007_199_254_740_991, ort: 'Köln', city: 'x', zustand: 'B1', name: 'Nord' },
  { nr: 2, ort: 'Bonn', city: 'y', zustand: 'B2', name: 'Süd' },
  { ort: 'Ulm', zustand: 'B1', name: 'Ost' },
].map((item) => JSON.stringify(item));

/** An API whose list has these items in one page, and the next page nowhere. */
function fakeApi(texts: readonly string[]) {
  const asked: string[] = [];
  return {
    asked,
    async open(target: string): Promise<ApiReply> {
      asked.push(target);
      async function* body() {
        yield Buffer.from(`{"value":[${texts.join(',')}],"nextLink":"/more"}`);
      }
      return {
        status: 200,
        url: 'https://api.example.com/units',
        headers: new Headers({ 'content-type': 'application/json' }),
        body: body() as ApiReply['body'],
        text: '',
        secrets: [],
        close: async () => undefined,
      };
    },
  };
}

describe('a page that is looked at', () => {
  test('is the first one, and at most a thousand items of it', async () => {
    const api = fakeApi(Array.from({ length: 1_500 }, (_, n) => `{"id":${n}}`));
    expect(await readSample(api, '/units')).toHaveLength(1_000);
    expect(api.asked).toEqual(['/units']);
  });

  test('may have nothing in it', async () => {
    expect(await readSample(fakeApi([]), '/units')).toEqual([]);
    expect(lookAt([], {}, null)).toMatchObject({ look: { received: 0, fields: [], units: [] }, reading: {} });
  });

  test('is read once for each account, and again when somebody wants that', async () => {
    let account = 'a';
    const api = fakeApi(items);
    const samples = createUnitSamples(api, { unitsPath: '/units' }, () => account);
    await samples.look(null, false);
    await samples.look(null, false);
    expect(api.asked).toHaveLength(1);
    account = 'b';
    await samples.look(null, false);
    await samples.look(null, true);
    expect(api.asked).toHaveLength(3);
  });
});

describe('a page that is being read', () => {
  test('is not shown when the account is another one by then, nor after a sign-out', async () => {
    let account = 'a';
    const api = fakeApi(items);
    const samples = createUnitSamples(api, { unitsPath: '/units' }, () => account);
    const first = samples.look(null, false);
    account = 'b';
    await expect(first).rejects.toMatchObject({ code: 'cancelled' });
    const second = samples.look(null, false);
    samples.clear();
    await expect(second).rejects.toMatchObject({ code: 'cancelled' });
    await samples.look(null, false);
    samples.clear();
    await samples.look(null, false);
    expect(api.asked).toHaveLength(4);
  });
});

describe('a look', () => {
  test('shows the fields, the proposal and what comes of it', () => {
    const { look, reading } = lookAt(items, {}, null);
    expect(look).toMatchObject({
      received: 3,
      withoutId: 3,
      fields: [
        { path: 'nr', example: '9007199254740991' },
        { path: 'ort', example: 'Köln' },
        { path: 'city', example: 'x' },
        { path: 'zustand', example: 'B1' },
        { path: 'name', example: 'Nord' },
      ],
      chosen: { columns: { id: '', name: 'name', city: 'city', status: 'zustand' }, statuses: {} },
      unsure: ['status'],
    });
    expect(reading).toEqual({ fields: { status: 'zustand' }, statuses: undefined });
  });

  test('follows what somebody chooses, and says no more of it than is needed', () => {
    const { look: first } = lookAt(items, {}, null);
    const columns = { ...first.chosen.columns, id: 'NR', city: 'ort', status: 'zustand' };
    const statuses = { B1: 'in-service', B2: 'entrapment' } as const;
    const { look, reading } = lookAt(items, {}, { columns, statuses });
    expect(reading).toEqual({ fields: { id: 'nr', city: 'ort', status: 'zustand' }, statuses });
    expect(look).toMatchObject({ withoutId: 1, unsure: [] });
    expect(look.statuses).toEqual([
      { status: 'B1', condition: 'in-service', count: 1 },
      { status: 'B2', condition: 'entrapment', count: 1 },
    ]);
    expect(look.units).toMatchObject([
      { id: '9007199254740991', city: 'Köln', condition: 'in-service' },
      { id: '2', city: 'Bonn', condition: 'entrapment' },
    ]);
    const same = lookAt([...items, items[1] ?? ''], {}, { columns, statuses });
    expect(same.look).toMatchObject({ received: 4, withoutId: 1, sameId: 1 });
    const without = lookAt(items, {}, { columns: { ...columns, city: '', name: '' }, statuses: {} });
    expect(without.reading.fields).toMatchObject({ city: '', name: '' });
    expect(without.look.units).toMatchObject([{ city: '', name: '9007199254740991' }, { city: '' }]);
  });

  test('begins with what the connection has', () => {
    const own = { fields: { id: 'nr', country: 'absent' }, statuses: { b1: 'limited' } } as const;
    const { look, reading } = lookAt(items, own, null);
    expect(look.chosen).toMatchObject({
      columns: { id: 'nr', country: 'absent', city: 'city' },
      statuses: own.statuses,
    });
    expect(look.statuses).toContainEqual({ status: 'B1', condition: 'limited', count: 1 });
    expect(reading).toEqual({ ...own, fields: { ...own.fields, status: 'zustand' } });
  });

  test('keeps a column that the connection places, also where it would be found without', () => {
    const own = { fields: { id: 'nr', city: 'CITY', country: '' } } as const;
    const fields = { id: 'nr', city: 'city', country: '', status: 'zustand' };
    const { look, reading } = lookAt(items, own, null);
    expect(reading).toEqual({ fields, statuses: undefined });
    expect(lookAt(items, own, look.chosen).reading).toEqual(reading);
  });
});
