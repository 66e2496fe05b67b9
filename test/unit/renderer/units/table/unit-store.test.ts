import { describe, expect, it, vi } from 'vitest';
import { de } from '../../../../../renderer/ui/strings/de.ts';
import { createUnitText } from '../../../../../renderer/units/table/unit-text.ts';
import { finish, shownIds, slowStore, storeOf, unit } from '../sample.ts';

describe('the search', () => {
  const store = storeOf(
    unit('1', { city: 'Düsseldorf', name: 'Lift 12' }),
    unit('2', { city: 'Łódź', name: 'Lift 7', availability: 98.5 }),
    unit('3', {
      city: 'Berlin',
      name: 'Escalator 12',
      type: 'escalator',
      status: 'Out Of Service',
      condition: 'out-of-service',
    }),
    unit('4', { city: 'Straßburg', name: 'Lift 9', direction: 'up', floor: 'Lobby' }),
  );
  const find = (query: string) => {
    store.setQuery(query);
    return shownIds(store);
  };

  it('finds a word in any column, whatever its case', () => {
    expect(find('ESCALATOR')).toEqual(['3']);
    expect(find('lobby')).toEqual(['4']);
    expect(find('98.50')).toEqual(['2']);
  });

  it('does not care for diacritics, in the query or in the text', () => {
    expect(find('dusseldorf')).toEqual(['1']);
    expect(find('Dússeldörf')).toEqual(['1']);
    expect(find('lodz')).toEqual(['2']);
    expect(find('strassburg')).toEqual(['4']);
  });

  it('finds umlauts by their two-letter spelling', () => {
    expect(find('duesseldorf')).toEqual(['1']);
  });

  it('wants every word, in any order and any column', () => {
    expect(find('12 lift')).toEqual(['1']);
    expect(find('12')).toEqual(['3', '1']);
    expect(find('lift berlin')).toEqual([]);
  });

  it('finds both what is shown for a status and the word of the service', () => {
    expect(find('out of service')).toEqual(['3']);
  });

  it('widens again when the query becomes shorter, and shows all for blanks', () => {
    expect(find('lift 12')).toEqual(['1']);
    expect(find('lift')).toEqual(['1', '2', '4']);
    expect(find('  ')).toEqual(['3', '1', '2', '4']);
  });

  it('does not find a word across the border of two columns', () => {
    expect(find('12Harbour')).toEqual([]);
  });
});

describe('the order', () => {
  it('is that of the list until a column is chosen', () => {
    expect(shownIds(storeOf(unit('b'), unit('a')))).toEqual(['b', 'a']);
  });

  it('counts numbers in texts as numbers', () => {
    const store = storeOf(unit('TK-10'), unit('TK-9'), unit('TK-100'));
    store.sortBy('id');
    expect(shownIds(store)).toEqual(['TK-9', 'TK-10', 'TK-100']);
  });

  it('turns round when the column is chosen again', () => {
    const store = storeOf(unit('1', { city: 'Berlin' }), unit('2', { city: 'Aachen' }));
    store.sortBy('city');
    expect(store.sort).toEqual({ column: 'city', descending: false });
    store.sortBy('city');
    expect(store.sort).toEqual({ column: 'city', descending: true });
    expect(shownIds(store)).toEqual(['1', '2']);
  });

  it('is stable in both directions', () => {
    const store = storeOf(
      unit('1', { city: 'Berlin' }),
      unit('2', { city: 'Aachen' }),
      unit('3', { city: 'Berlin' }),
      unit('4', { city: 'Aachen' }),
    );
    store.sortBy('city');
    expect(shownIds(store)).toEqual(['2', '4', '1', '3']);
    store.sortBy('city');
    expect(shownIds(store)).toEqual(['1', '3', '2', '4']);
  });

  it('puts empty cells last in both directions', () => {
    const store = storeOf(unit('1'), unit('2', { availability: 97 }), unit('3', { availability: 99 }));
    store.sortBy('availability');
    expect(shownIds(store)).toEqual(['2', '3', '1']);
    store.sortBy('availability');
    expect(shownIds(store)).toEqual(['3', '2', '1']);
  });

  it('knows that floor -1 is below floor 2, and named floors come after numbers', () => {
    const floors = ['Lobby', '10', '2', '-1'];
    const store = storeOf(...floors.map((floor) => unit(floor, { floor })));
    store.sortBy('floor');
    expect(shownIds(store)).toEqual(['-1', '2', '10', 'Lobby']);
  });

  it('stays while searching', () => {
    const store = storeOf(unit('3', { name: 'Lift' }), unit('1', { name: 'Lift' }), unit('2'));
    store.sortBy('id');
    store.setQuery('lift');
    expect(shownIds(store)).toEqual(['1', '3']);
    store.setQuery('');
    expect(shownIds(store)).toEqual(['1', '2', '3']);
  });

  it('is right for more rows than one run of the merge sort', () => {
    const ids = Array.from({ length: 3000 }, (_, index) => String((index * 7919) % 3000));
    const store = storeOf(...ids.map((id) => unit(id)));
    store.sortBy('id');
    expect(shownIds(store)).toEqual(Array.from({ length: 3000 }, (_, index) => String(index)));
  });

  it('can be prepared in steps, even if rows come meanwhile', () => {
    const store = storeOf(...Array.from({ length: 3000 }, (_, index) => unit(String(index))));
    const steps = store.prepare();
    steps.next();
    store.append([unit('late')]);
    finish(steps);
    finish(store.prepare());
    store.sortBy('id');
    expect(shownIds(store).at(-1)).toBe('late');
  });
});

describe('pages', () => {
  it('append to what is shown, as far as they match', () => {
    const store = storeOf(unit('1', { city: 'Wien' }));
    store.setQuery('wien');
    store.append([unit('2'), unit('3', { city: 'Wien' })]);
    expect(shownIds(store)).toEqual(['1', '3']);
    expect(store.size).toBe(3);
  });

  it('are put in order when the list is complete', () => {
    const store = storeOf(unit('2'));
    store.sortBy('id');
    store.append([unit('1')]);
    store.end();
    expect(shownIds(store)).toEqual(['1', '2']);
  });

  it('of a refresh replace all rows and leave search and order as they are', () => {
    const store = storeOf(unit('1'), unit('2'));
    store.sortBy('id');
    store.sortBy('id');
    store.setQuery('unit');
    store.replace([unit('7'), unit('8'), unit('9', { name: 'Lift' })]);
    expect(shownIds(store)).toEqual(['8', '7']);
  });

  it('that are new can be put where they belong, whenever they change while they are put in order', () => {
    const ends: string[][] = [];
    for (let steps = 0; steps < 20; steps += 1) {
      const { store, goOn, finish } = slowStore();
      store.sortBy('floor');
      finish();
      store.replace([unit('1'), unit('2', { floor: '5' })]);
      for (let step = 0; step < steps; step += 1) goOn();
      store.apply([{ id: '1', at: 1, floor: '3' }]);
      finish();
      store.renew();
      finish();
      ends.push(shownIds(store));
    }
    expect(ends).toEqual(Array.from({ length: 20 }, () => ['1', '2']));
  });
});

describe('a unit with somebody trapped', () => {
  const trapped = () =>
    storeOf(
      unit('1', { city: 'Bonn' }),
      unit('2', { city: 'Wien', condition: 'out-of-service' }),
      unit('3', { city: 'Köln', condition: 'entrapment', status: 'Entrapment' }),
    );

  it('comes first in the order of the list, and whatever the sort', () => {
    const store = trapped();
    store.settle();
    expect(shownIds(store)).toEqual(['3', '2', '1']);
    store.sortBy('city');
    expect(shownIds(store)).toEqual(['3', '1', '2']);
    store.sortBy('city');
    expect(shownIds(store)).toEqual(['3', '2', '1']);
    store.setFilters({ types: ['elevator'] });
    expect(shownIds(store)).toEqual(['3', '2', '1']);
  });

  it('is followed by what is out of service, limited, unknown and in service, until a column is chosen', () => {
    const store = storeOf(
      unit('1'),
      unit('2', { condition: 'unknown' }),
      unit('3', { condition: 'out-of-service' }),
      unit('4'),
      unit('5', { condition: 'limited' }),
      unit('6', { condition: 'entrapment' }),
      unit('7', { condition: 'out-of-service' }),
    );
    store.settle();
    expect(shownIds(store)).toEqual(['6', '3', '7', '5', '2', '1', '4']);
    store.apply([{ id: '4', at: 1, condition: 'limited' }]);
    expect(store.stale).toBe(true);
    store.renew();
    expect(shownIds(store)).toEqual(['6', '3', '7', '4', '5', '2', '1']);
    store.sortBy('id');
    expect(shownIds(store)).toEqual(['6', '1', '2', '3', '4', '5', '7']);
  });

  it('moves to the top when a live update says so, and back to its place afterwards', () => {
    const store = storeOf(unit('1'), unit('2'), unit('3'));
    store.settle();
    store.apply([{ id: '2', at: 1, condition: 'entrapment', status: 'Entrapment' }]);
    expect(store.stale).toBe(true);
    store.renew();
    expect(shownIds(store)).toEqual(['2', '1', '3']);
    store.apply([{ id: '2', at: 2, condition: 'in-service', status: 'In Service' }]);
    store.renew();
    expect(shownIds(store)).toEqual(['1', '2', '3']);
  });

  it('is counted with the units out of service of its site, which comes before all others', () => {
    const store = trapped();
    const { worstSites, conditions } = store.scope();
    expect(worstSites(5)).toEqual([{ site: 'Harbour Tower', total: 3, outOfService: 2 }]);
    // Whoever looks for what is out of service sees who is trapped.
    expect(conditions).toMatchObject({ entrapment: 1, 'out-of-service': 2 });
    const out = { condition: 'out-of-service', site: 'Mole' } as const;
    store.append([unit('4', out), unit('5', out), unit('6', out)]);
    expect(
      store
        .scope()
        .worstSites(5)
        .map(({ site }) => site),
    ).toEqual(['Harbour Tower', 'Mole']);
  });
});

describe('the store', () => {
  it('counts what is shown by condition', () => {
    const store = storeOf(
      unit('1'),
      unit('2', { condition: 'limited', city: 'Wien' }),
      unit('3', { condition: 'out-of-service', city: 'Wien' }),
      unit('4', { condition: 'unknown' }),
    );
    expect(store.scope().conditions).toEqual({
      entrapment: 0,
      'in-service': 1,
      limited: 1,
      'out-of-service': 1,
      unknown: 1,
    });
    store.setQuery('wien');
    expect(store.scope().conditions).toEqual({
      entrapment: 0,
      'in-service': 0,
      limited: 1,
      'out-of-service': 1,
      unknown: 0,
    });
  });

  it('forgets units and search when it is cleared', () => {
    const store = storeOf(unit('1'));
    store.setQuery('1');
    store.clear();
    expect([store.size, store.shown, store.query, store.at(0)]).toEqual([0, 0, '', undefined]);
  });

  it('tells its listeners about every change, with a new version', () => {
    const store = storeOf(unit('1'));
    const listener = vi.fn();
    const stop = store.subscribe(listener);
    const before = store.version();
    store.sortBy('id');
    store.setQuery('1');
    expect(listener).toHaveBeenCalledTimes(2);
    expect(store.version()).toBe(before + 2);
    stop();
    store.clear();
    expect(listener).toHaveBeenCalledTimes(2);
  });

  it('tells of the first page at once, and of those after it together', () => {
    vi.useFakeTimers();
    const store = storeOf();
    const sizes: number[] = [];
    store.subscribe(() => sizes.push(store.shown));
    for (const id of ['1', '2', '3']) store.append([unit(id)]);
    expect(sizes).toEqual([1]);
    expect(shownIds(store)).toEqual(['1', '2', '3']);
    vi.advanceTimersByTime(100);
    expect(sizes).toEqual([1, 3]);
    store.append([unit('4')]);
    store.end();
    expect(sizes).toEqual([1, 3, 4]);
    vi.advanceTimersByTime(1_000);
    expect(sizes).toHaveLength(3);
    vi.useRealTimers();
  });

  it('searches in the language it is given', () => {
    const store = storeOf(unit('1'), unit('2', { type: 'escalator' }));
    store.setText(createUnitText('de', de.units.labels));
    store.setQuery('fahrtreppe');
    expect(shownIds(store)).toEqual(['2']);
  });
});

describe('a list that comes again', () => {
  it.each([
    { name: 'A' },
    { site: 'A' },
    { address: 'A' },
    { city: 'A' },
    { country: 'A' },
    { availability: 1 },
    { type: 'escalator' },
  ] as const)('is in the order of its own texts, though nothing but %j has changed place', (part) => {
    const [column = 'name'] = Object.keys(part) as (keyof typeof part)[];
    const others = { name: 'M', site: 'M', address: 'M', city: 'M', country: 'M', availability: 5 };
    const [same, other] = [
      (id: string) => unit(id, others),
      (id: string) => unit(id, { ...others, ...part }),
    ];
    const store = storeOf(same('1'), other('2'));
    store.sortBy(column);
    const before = shownIds(store);
    store.replace([other('1'), same('2')]);
    expect(shownIds(store)).toEqual(before.toReversed());
  });
});
