import { expect, test } from 'vitest';
import { createTranslations } from '../../../../../renderer/ui/i18n.ts';
import { createChartNumbers } from '../../../../../renderer/units/overview/chart-numbers.ts';
import { keyTexts } from '../../../../../renderer/units/overview/key-numbers.tsx';
import type { UnitStore } from '../../../../../renderer/units/table/unit-store.ts';
import { storeOf, unit } from '../sample.ts';

const texts = (store: UnitStore, language: 'en' | 'de' = 'en') =>
  keyTexts(store.scope(), createTranslations(language).t, createChartNumbers(language));

test('the most important number comes first, and what there is none of is left out', () => {
  const store = storeOf(
    unit('1', { availability: 100 }),
    unit('2', { condition: 'out-of-service', site: 'Mole', availability: 81 }),
    unit('3', { condition: 'entrapment', site: 'Pier' }),
    unit('4', { condition: 'limited' }),
  );
  expect(texts(store)).toEqual([
    '1 entrapment',
    '25% in service',
    '2 out of service',
    '1 limited',
    'outages at 2 sites',
    'Availability 90.50%',
  ]);
  expect(texts(store, 'de')[0]).toBe('1 Personeneinschluss');
  expect(texts(storeOf(unit('1')))).toEqual(['100% in service']);
});
