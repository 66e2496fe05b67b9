import { createElement } from 'react';
import { describe, expect, it } from 'vitest';
import { FleetCharts } from '../../../../../renderer/units/overview/fleet-overview.tsx';
import type { UnitStore } from '../../../../../renderer/units/table/unit-store.ts';
import { markupOf, wordsIn } from '../../markup.ts';
import { storeOf, unit } from '../sample.ts';

function fleet() {
  return storeOf(
    unit('1'),
    unit('2', { condition: 'out-of-service', site: 'Mole', availability: 81 }),
    unit('3', { type: 'escalator', availability: 99 }),
  );
}

function charts(units: UnitStore, language: 'en' | 'de' = 'en'): string {
  const { filters } = units;
  return markupOf(createElement(FleetCharts, { scope: units.scope(), filters }), language, { units });
}

describe('the overview', () => {
  it('has a button for each bar that shows a unit, with the whole of it in words', () => {
    const html = charts(fleet());
    const labels = [
      ...html.matchAll(/aria-pressed="(\w+)"[^>]*><span class="visually-hidden">([^<]*)/gu),
    ].map(([, pressed, label]) => [pressed, label]);
    expect(labels).toEqual([
      ['false', 'Out of service: 1 of 3'],
      ['false', 'In service: 2 of 3'],
      ['false', 'Elevator: 2 of 3'],
      ['false', 'Escalator: 1 of 3'],
      ['false', 'Mole: 1 of 1 out of service'],
      ['false', '80% to 85%: 1 unit'],
    ]);
    expect(wordsIn(html)).toContain('95% to 100%: 1 unit');
  });

  it('shows which bars the table is narrowed to, however that came about', () => {
    const units = fleet();
    units.setFilters({ conditions: ['limited'], sites: ['Harbour Tower'], availability: [50] });
    const html = charts(units);
    expect(html).toMatch(/aria-pressed="true"[^>]*><[^>]*>Limited: 0 of 0</u);
    expect(html).toMatch(/aria-pressed="true"[^>]*><[^>]*>Harbour Tower: 0 of 0 out of service</u);
    expect(html).toMatch(/aria-pressed="true"[^>]*><[^>]*>50% to 55%: 0 units</u);
    // Nothing else would show a unit.
    const text = wordsIn(html);
    expect(text).not.toContain('The list gives no availability');
    expect(text).toContain('By type No unit.');
    expect(html).not.toContain('aria-pressed="false"');
  });

  it('counts what the search and the other filters leave, and says so of what is out of service', () => {
    const units = storeOf(
      unit('1', { city: 'Paris', condition: 'out-of-service' }),
      unit('2', { city: 'Paris', condition: 'entrapment', type: 'escalator' }),
      unit('3', { site: 'Mole', condition: 'out-of-service' }),
      unit('4', { site: 'Mole', city: 'Paris' }),
    );
    units.setQuery('paris');
    const text = wordsIn(charts(units));
    expect(text).toContain('Out of service, entrapments included: 2 of 3');
    expect(text).toContain('Harbour Tower: 2 of 2 out of service');
    expect(text).not.toContain('Mole: ');
    units.setFilters({ conditions: ['in-service'] });
    expect(wordsIn(charts(units))).toContain('None of these units is out of service.');
    expect(wordsIn(charts(units))).not.toContain('Escalator: ');
  });

  it('speaks German', () => {
    const units = fleet();
    const text = wordsIn(charts(units, 'de'));
    expect(text).toContain('Außer Betrieb');
    expect(text).toContain('33,3 %');
  });
});

describe('the chart of the availability', () => {
  it('says how many units each bar stands for, and the mean', () => {
    const text = wordsIn(charts(fleet()));
    expect(text).toContain('Mean 90.00%');
    expect(text).toContain('80% to 85%: 1 unit');
    expect(text).toContain('95% to 100%: 1 unit');
  });

  it('has no bars where no unit is low: one bar would say nothing', () => {
    const html = charts(storeOf(unit('1', { availability: 99 })));
    expect(html).not.toContain('histogram-bar');
    expect(wordsIn(html)).toContain('No unit is below 95%. 95% to 100%: 1 unit');
  });

  it('says so when the list gives none', () => {
    expect(wordsIn(charts(storeOf(unit('1'))))).toContain('no availability');
  });
});
