import { createElement } from 'react';
import { describe, expect, it } from 'vitest';
import { observable } from '../../../../../renderer/observable.ts';
import type { OutageSummary } from '../../../../../renderer/units/outages/open-outages.ts';
import { OutageStrip } from '../../../../../renderer/units/outages/outage-strip.tsx';
import { markupOf, wordsIn } from '../../markup.ts';
import { storeOf, unit } from '../sample.ts';

const out = unit('a', { condition: 'out-of-service', status: 'Out Of Service', outSince: 1 });

function strip(part: Partial<OutageSummary>, query = '', language: 'en' | 'de' = 'en'): string {
  const units = storeOf(out, unit('b'), unit('lost', { condition: 'unknown' }));
  units.setQuery(query);
  const state = observable<OutageSummary>({ total: 0, first: [], fresh: new Set(), isKnown: true, ...part });
  const outages = { state, spoken: observable([]), seen: () => undefined };
  return markupOf(createElement(OutageStrip), language, { units, outages });
}

describe('the strip above the table', () => {
  it('has its room before anything is known, and says nothing that is not', () => {
    const html = strip({ isKnown: false });
    expect(html).toContain('class="row outages ');
    expect(wordsIn(html)).toBe('');
  });

  it('says that nothing is out of service', () => {
    expect(wordsIn(strip({}))).toBe('No unit is out of service.');
    expect(wordsIn(strip({}, '', 'de'))).toBe('Keine Anlage ist außer Betrieb.');
  });

  it('says what a unit was of which nobody knows what it is', () => {
    const was = unit('lost', { condition: 'entrapment', status: 'No connection' });
    const words = (language: 'en' | 'de') => wordsIn(strip({ total: 1, first: [was] }, '', language));
    expect(words('en')).toContain('Before: Entrapment');
    expect(words('en')).not.toContain('No connection');
    expect(words('de')).toContain('Zuvor: Personeneinschluss');
  });

  it('says that it is about all units where the table shows some', () => {
    const one = { total: 1, first: [out] };
    expect(wordsIn(strip(one))).not.toContain('of all units');
    expect(wordsIn(strip(one, 'nowhere'))).toContain('Open outages of all units');
    expect(wordsIn(strip(one, 'nowhere', 'de'))).toContain('Offene Ausfälle aller Anlagen');
  });
});
