import { expect, it } from 'vitest';
import { sameSites, worstSites } from '../../../../../renderer/units/overview/worst-sites.ts';
import { storeOf, unit } from '../sample.ts';

const out = { condition: 'out-of-service', status: 'Out Of Service' } as const;

it('the sites with most units out of service come first, and none where all run', () => {
  const store = storeOf(
    unit('1', { site: 'A' }),
    unit('2', { site: 'B', ...out }),
    unit('3', { site: 'C', ...out }),
    unit('4', { site: 'C', ...out }),
  );
  expect(worstSites(store.scope(), [])).toEqual([
    { site: 'C', total: 2, outOfService: 2 },
    { site: 'B', total: 1, outOfService: 1 },
  ]);
});

it('at most five sites are shown, and one that filters the table besides them', () => {
  const units = Array.from({ length: 20 }, (_, index) =>
    unit(String(index), { site: `Site ${index}`, ...out }),
  );
  const store = storeOf(...units, unit('calm', { site: 'Calm' }));
  expect(worstSites(store.scope(), [])).toHaveLength(5);
  expect(worstSites(store.scope(), ['Calm']).at(-1)).toEqual({ site: 'Calm', total: 1, outOfService: 0 });
  expect(worstSites(store.scope(), ['Gone'])).toHaveLength(5);
});

it('sites under a hand keep their places whatever happens, with their numbers of now', () => {
  const store = storeOf(
    unit('1', { site: 'A', ...out }),
    unit('2', { site: 'B' }),
    unit('3', { site: 'B' }),
    unit('4', { site: 'C', ...out }),
  );
  const held = worstSites(store.scope(), ['B']).map(({ site }) => site);
  expect(held).toEqual(['A', 'C', 'B']);
  store.apply(['2', '3'].map((id) => ({ id, at: 1, ...out })));
  expect(worstSites(store.scope(), []).map(({ site }) => site)).toEqual(['B', 'A', 'C']);
  expect(sameSites(store.scope(), [...held, 'Gone'], [])).toEqual([
    { site: 'A', total: 1, outOfService: 1 },
    { site: 'C', total: 1, outOfService: 1 },
    { site: 'B', total: 2, outOfService: 2 },
  ]);
});

it('a site of which the search leaves nothing is not offered, unless it filters the table', () => {
  const store = storeOf(unit('1', { site: 'A', city: 'Paris', ...out }), unit('2', { site: 'B', ...out }));
  store.setQuery('paris');
  expect(worstSites(store.scope(), [])).toEqual([{ site: 'A', total: 1, outOfService: 1 }]);
  expect(sameSites(store.scope(), ['A', 'B'], [])).toEqual([{ site: 'A', total: 1, outOfService: 1 }]);
  expect(worstSites(store.scope(), ['B']).at(-1)).toEqual({ site: 'B', total: 0, outOfService: 0 });
});
