import { describe, expect, it } from 'vitest';
import type { Unit } from '../../../../../electron/contract/units.ts';
import { en } from '../../../../../renderer/ui/strings/en.ts';
import { type ChoiceLabels, suggestSteps } from '../../../../../renderer/units/table/suggestions.ts';
import type { UnitStore } from '../../../../../renderer/units/table/unit-store.ts';
import { finish, slowStore, storeOf, unit } from '../sample.ts';

const labels: ChoiceLabels = {
  condition: (condition) => en.units.labels.condition[condition],
  type: (type) => en.units.labels.type[type],
};

/** What is suggested, as "kind value (count) rest". */
function suggested(store: UnitStore, query: string): string[] {
  store.setQuery(query);
  return finish(suggestSteps(store, labels)).map(({ choice, count, rest }) =>
    `${choice.kind} ${choice.value} (${count}) ${rest}`.trim(),
  );
}

const units = (count: number, part: Partial<Unit>) =>
  Array.from({ length: count }, (_, index) => unit(`${JSON.stringify(part)} ${index}`, part));

const fleet = () =>
  storeOf(
    ...units(4, { city: 'Berlin', site: 'Mole' }),
    ...units(2, { city: 'Paris', site: 'Tower, East Wing', condition: 'out-of-service', status: 'Defekt' }),
    ...units(1, { city: 'Paris', site: 'Berlin Mall', condition: 'entrapment', type: 'escalator' }),
  );

describe('while somebody types', () => {
  it.each([
    ['berl', ['cities Berlin (4)', 'sites Berlin Mall (1)']],
    ['out of', ['conditions out-of-service (3)']],
    ['ausfall', ['conditions out-of-service (3)']],
    ['escal', ['types escalator (1)']],
    ['lifts', ['types elevator (6)']],
    ['mole', ['sites Mole (4)']],
    ['tower, east', ['sites Tower, East Wing (2)']],
    ['"tower, e', ['sites Tower, East Wing (2)']],
    ['b', []],
    ['', []],
    ['nothing like it', []],
  ])('"%s" offers %j', (query, offers) => {
    expect(suggested(fleet(), query)).toEqual(offers);
  });

  it('the last words are the filter, and those before it stay the search', () => {
    expect(suggested(fleet(), 'paris out of')).toEqual(['conditions out-of-service (3) paris']);
    expect(suggested(fleet(), 'escalators, pari')).toEqual(['cities Paris (1) escalators']);
    expect(suggested(fleet(), 'mole paris')).toEqual([]);
  });

  it('a condition counts all its units, also those whose service has another word for it', () => {
    expect(suggested(fleet(), 'out')).toEqual(['conditions out-of-service (3)']);
  });

  it('the other filters are counted with, and a filter that is on is not offered again', () => {
    const store = fleet();
    store.setFilters({ conditions: ['entrapment'] });
    expect(suggested(store, 'berl')).toEqual(['sites Berlin Mall (1)']);
    store.setFilters({ conditions: [], sites: ['Berlin Mall'] });
    expect(suggested(store, 'berl')).toEqual([]);
    store.setFilters({ sites: [], cities: ['Paris'] });
    expect(suggested(store, 'berl')).toEqual(['cities Berlin (4)', 'sites Berlin Mall (1)']);
  });

  it('a list that comes meanwhile is counted instead', () => {
    const { store, finish: finishFinding } = slowStore();
    store.append(units(600, { city: 'Paris' }));
    store.append(units(3, { city: 'Berlin' }));
    finishFinding();
    store.setQuery('unit berl');
    finishFinding();
    const steps = suggestSteps(store, labels);
    for (let step = 0; step < 4; step += 1) steps.next();
    store.replace(units(5, { city: 'Berlin' }));
    finishFinding();
    expect(finish(steps)).toEqual([{ choice: { kind: 'cities', value: 'Berlin' }, count: 5, rest: 'unit' }]);
  });

  it('of very many only the largest are offered', () => {
    const store = storeOf(
      ...Array.from({ length: 400 }, (_, index) => units(1 + (index % 7), { site: `Site ${index}` })).flat(),
      ...units(20, { site: 'Site of all' }),
    );
    expect(suggested(store, 'site')).toEqual([
      'sites Site of all (20)',
      'sites Site 6 (7)',
      'sites Site 13 (7)',
    ]);
  });

  it('no step looks at more than a few hundred units or values', () => {
    const many = 20_000;
    const store = storeOf(
      ...Array.from({ length: many }, (_, index) => unit(String(index), { site: `Site ${index}` })),
    );
    store.setQuery('unit site');
    let steps = 0;
    for (const _step of suggestSteps(store, labels)) steps += 1;
    // All sites are looked at for two endings, are counted once, and the largest of them found.
    expect(steps).toBeGreaterThan((3 * many) / 300);
  });
});
