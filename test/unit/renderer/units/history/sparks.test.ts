import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CallInput, CallOutput } from '../../../../../electron/contract/calls.ts';
import { observable } from '../../../../../renderer/observable.ts';
import { en } from '../../../../../renderer/ui/strings/en.ts';
import { followSparks } from '../../../../../renderer/units/history/follow-sparks.ts';
import { sparkPicture, sparkText } from '../../../../../renderer/units/history/spark-picture.ts';
import { createUnitSparks } from '../../../../../renderer/units/history/unit-sparks.ts';
import { UnitStore } from '../../../../../renderer/units/table/unit-store.ts';
import { createUnitText } from '../../../../../renderer/units/table/unit-text.ts';
import { deskState } from '../../desk-state.ts';
import { unit } from '../sample.ts';

const { labels } = en.units;

describe('the picture of the last days', () => {
  it('says in words what it shows, the worst first', () => {
    expect(sparkText([0, 1, 1, 3], labels)).toBe('Out of service 1/4, In service 2/4, Not watched 1/4');
    expect(sparkText([1, 4, 2], labels)).toBe('Limited 1/3, Maintenance 1/3, In service 1/3');
    expect(sparkText([2, 1], labels)).toBe('Limited 1/2, In service 1/2');
    expect(sparkText([0, 0], labels)).toBe('Not recorded');
    expect(sparkText(undefined, labels)).toBe('');
  });

  it('has a layer for each value, in the places of its cells', () => {
    const [out, limited, maintenance, good, nothing] = sparkPicture([3, 1, 3, 1]).split(/, (?=none|linear)/u);
    expect(out?.match(/var\(--spark-out\) [\d.]+% [\d.]+%/gu)).toEqual([
      'var(--spark-out) 0% 18.75%',
      'var(--spark-out) 50% 68.75%',
    ]);
    expect([limited, maintenance, nothing]).toEqual(['none', 'none', 'none']);
    expect(good).toContain('var(--spark-good) 25% 43.75%');
    expect(sparkPicture(undefined)).toBe('');
  });
});

describe('a spark', () => {
  it('is read again when the condition of its unit is another, and after a while', () => {
    const sparks = createUnitSparks();
    const lift = { id: '1', condition: 'in-service' } as const;
    expect(sparks.isDue(lift, 0)).toBe(true);
    sparks.set(lift, [1], 0);
    expect(sparks.isDue(lift, 60_000)).toBe(false);
    expect(sparks.isDue({ ...lift, condition: 'limited' }, 60_000)).toBe(true);
    expect(sparks.isDue(lift, 3_600_000)).toBe(true);
  });

  it('goes when there are very many', () => {
    const sparks = createUnitSparks();
    for (let id = 0; id < 20_500; id += 1) sparks.set({ id: String(id), condition: 'limited' }, [2], 0);
    expect(sparks.of('0')).toBeUndefined();
    expect(sparks.of('20499')).toEqual([2]);
  });
});

describe('the column for the last days', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  /** A table of 1,000 units whose sparks are asked for; each question waits for `answer`. */
  function table() {
    const sparks = createUnitSparks();
    const text = createUnitText('en', labels, undefined, sparks);
    const store = new UnitStore(text, { budget: Number.POSITIVE_INFINITY });
    store.append(Array.from({ length: 1000 }, (_, place) => unit(String(place))));
    const asked: CallInput<'unitSparks'>['ids'][] = [];
    const answers: ((cells: number[]) => void)[] = [];
    const call = ((_name: string, { ids }: CallInput<'unitSparks'>) => {
      asked.push(ids);
      return new Promise<CallOutput<'unitSparks'>>((resolve) =>
        answers.push((cells) => resolve(ids.map((id) => ({ id, cells })))),
      );
    }) as never;
    const ledger = { phase: 'on', since: 1, setAside: 0 } as const;
    const desk = { state: observable(deskState({ ledger })) } as never;
    const column = followSparks({ call }, desk, store, sparks);
    const rest = () => vi.advanceTimersByTimeAsync(1000);
    const answer = async (cells: number[]) => {
      answers.shift()?.(cells);
      await rest();
    };
    return { store, sparks, column, asked, rest, answer };
  }

  it('asks for nothing while it is hidden', async () => {
    const { store, column, asked, rest } = table();
    column.sight({ from: 0, to: 30 });
    await rest();
    // Neither where the rows move, nor where one of them changes.
    store.sortBy('name');
    store.apply([{ id: '3', at: 1, condition: 'out-of-service', status: 'Out' }]);
    await vi.advanceTimersByTimeAsync(5000);
    expect(asked).toEqual([]);
  });

  it('asks once for the rows in sight and a page around them when the table rests', async () => {
    const { store, column, asked, rest, answer, sparks } = table();
    store.setColumns(['name', 'history']);
    for (let from = 0; from < 300; from += 10) column.sight({ from, to: from + 30 });
    column.sight({ from: 300, to: 330 });
    await rest();
    expect(asked).toHaveLength(1);
    expect(new Set(asked[0])).toEqual(new Set(Array.from({ length: 90 }, (_, place) => String(270 + place))));
    // What is in sight comes first.
    expect(asked[0]?.[0]).toBe('300');
    const version = store.version();
    await answer([1, 3]);
    expect(sparks.of('300')).toEqual([1, 3]);
    expect(store.version()).toBeGreaterThan(version);
    column.sight({ from: 300, to: 330 });
    await rest();
    expect(asked).toHaveLength(1);
  });

  it('has one question under way, of at most 200 units, and goes on with what is in sight by then', async () => {
    const { store, column, asked, rest, answer } = table();
    store.setColumns(['history']);
    column.sight({ from: 0, to: 150 });
    await rest();
    column.sight({ from: 600, to: 620 });
    await rest();
    expect(asked).toHaveLength(1);
    expect(asked[0]).toHaveLength(200);
    await answer([1]);
    expect(asked).toHaveLength(2);
    expect(asked[1]?.[0]).toBe('600');
    expect(asked[1]).toHaveLength(60);
  });

  it('forgets what comes for another account', async () => {
    const { store, column, rest, answer, sparks, asked } = table();
    store.setColumns(['history']);
    column.sight({ from: 0, to: 5 });
    await rest();
    column.clear();
    await answer([3]);
    expect(sparks.of('0')).toBeUndefined();
    expect(asked).toHaveLength(2);
  });

  it('asks again for a unit that a live update has changed', async () => {
    const { store, column, rest, answer, asked } = table();
    store.setColumns(['history']);
    column.sight({ from: 0, to: 5 });
    await rest();
    await answer([1]);
    store.apply([{ id: '3', at: 1, condition: 'out-of-service', status: 'Out' }]);
    await vi.advanceTimersByTimeAsync(5000);
    expect(asked[1]).toEqual(['3']);
  });
});
