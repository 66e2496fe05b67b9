import { createElement } from 'react';
import { describe, expect, it } from 'vitest';
import type { Unit } from '../../../../../electron/contract/units.ts';
import type { Services } from '../../../../../renderer/main.tsx';
import { observable } from '../../../../../renderer/observable.ts';
import type { OutageSummary } from '../../../../../renderer/units/outages/open-outages.ts';
import { OutageStrip } from '../../../../../renderer/units/outages/outage-strip.tsx';
import { deskState } from '../../desk-state.ts';
import { markupOf, wordsIn } from '../../markup.ts';
import { storeOf, unit } from '../sample.ts';
import { wholeList } from '../whole-list.ts';

const out = unit('a', { condition: 'out-of-service', status: 'Out Of Service', outSince: 1 });

const lost = unit('lost', { condition: 'unknown' });

/** What the strip knows of these units by a list of this age, ms. */
function basisOf(units: readonly Unit[], age = 0, phase: 'live' | 'reconnecting' = 'reconnecting') {
  const live = { phase, since: 0, problem: null, cover: null };
  return {
    units: storeOf(...units),
    list: { state: observable({ ...wholeList, fetchedAt: Date.now() - age }) },
    desk: { state: observable(deskState({ live })) },
  } as unknown as Pick<Services, 'units' | 'list' | 'desk'>;
}

function strip(
  part: Partial<OutageSummary>,
  query = '',
  language: 'en' | 'de' = 'en',
  basis = basisOf([out, unit('b'), lost]),
): string {
  basis.units.setQuery(query);
  const state = observable<OutageSummary>({ total: 0, first: [], fresh: new Set(), isKnown: true, ...part });
  const outages = { state, spoken: observable([]), seen: () => undefined };
  return markupOf(createElement(OutageStrip), language, { ...basis, outages });
}

describe('the strip above the table', () => {
  it('has its room before anything is known, and says nothing that is not', () => {
    const html = strip({ isKnown: false });
    expect(html).toContain('class="row outages ');
    expect(wordsIn(html)).toBe('');
  });

  it.each([
    [
      'en',
      'No unit is out of service.',
      'No outage is known; of 1 unit the condition is unknown.',
      'No outage is known.',
    ],
    [
      'de',
      'Keine Anlage ist außer Betrieb.',
      'Kein Ausfall bekannt; bei 1 Anlage ist',
      'Kein Ausfall bekannt. Stand',
    ],
  ] as const)(
    'says that nothing is out of service only as far as that is known (%s)',
    (language, none, unknown, old) => {
      const words = (...given: Parameters<typeof basisOf>) =>
        wordsIn(strip({}, '', language, basisOf(...given)));
      expect(words([unit('b')])).toBe(none);
      expect(words([unit('b'), lost])).toContain(unknown);
      const hour = 3_600_000;
      expect(words([unit('b')], hour)).toContain(old);
      expect(words([unit('b')], hour, 'live'), 'what is live is of now').toBe(none);
    },
  );

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
