import { expect, test } from 'vitest';
import { outageNotice } from '../../../../electron/core/units/outage-texts.ts';

const units = (count: number, out: boolean) =>
  Array.from({ length: count }, (_, i) => ({
    id: `unit-${i + 1}`,
    name: `Lift ${i + 1}`,
    site: 'North Tower',
    out,
  }));

test.each([
  ['en', true, 'Lift 1 is out of service'],
  ['en', false, 'Lift 1 is back in service'],
  ['de', true, 'Lift 1 ist außer Betrieb'],
  ['de', false, 'Lift 1 ist wieder in Betrieb'],
] as const)('one unit is named with its site (%s, out: %s)', (language, out, title) => {
  expect(outageNotice(units(1, out), language)).toEqual({ title, body: 'North Tower', unitId: 'unit-1' });
});

test.each([
  ['en', 'Entrapment: Lift 1'],
  ['de', 'Personeneinschluss: Lift 1'],
] as const)('an entrapment says so (%s)', (language, title) => {
  const change = { id: 'unit-1', name: 'Lift 1', site: 'North Tower', out: true, entrapment: true };
  expect(outageNotice([change], language)).toEqual({ title, body: 'North Tower', unitId: 'unit-1' });
});

test('many are counted, and the first named', () => {
  expect(outageNotice(units(12, true), 'en')).toEqual({
    title: '12 watched units went out of service',
    body: 'Lift 1 · North Tower, Lift 2 · North Tower, Lift 3 · North Tower, and 9 more',
  });
  expect(outageNotice(units(1_000, false), 'de').title).toBe(
    '1.000 beobachtete Anlagen sind wieder in Betrieb',
  );
});

test('both ways are told together, the outages first', () => {
  expect(outageNotice([...units(1, false), ...units(2, true)], 'en')).toEqual({
    title: '2 watched units went out of service',
    body: 'Lift 1 · North Tower, Lift 2 · North Tower\nLift 1 is back in service\nLift 1 · North Tower',
  });
});

test('a name is one short line without markup', () => {
  const name = `<b>A</b>\n\u202eB&amp; ${'x'.repeat(200)}`;
  const { title } = outageNotice([{ id: 'a', name, site: '', out: true }], 'en');
  expect(title).not.toMatch(/[<&\n\u202e]/);
  expect(title.length).toBeLessThan(110);
});
