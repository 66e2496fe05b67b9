import { createElement } from 'react';
import { describe, expect, it } from 'vitest';
import type { HistorySpan, PastOutage } from '../../../../../electron/contract/ledger.ts';
import { createTranslations } from '../../../../../renderer/ui/i18n.ts';
import { createHistoryTexts } from '../../../../../renderer/units/history/history-texts.ts';
import { OutageTable } from '../../../../../renderer/units/history/outage-table.tsx';
import { SpanTable } from '../../../../../renderer/units/history/span-table.tsx';
import { Timeline } from '../../../../../renderer/units/history/timeline.tsx';
import { worstBars } from '../../../../../renderer/units/history/worst-bars.ts';
import { markupOf as markup, wordsIn } from '../../markup.ts';
import { storeOf, unit } from '../sample.ts';

const hour = 3_600_000;
/** With spaces that do not break as usual ones. */
const plain = (text: string) => text.replaceAll('\u00a0', ' ');
const markupOf = (...given: Parameters<typeof markup>) => plain(markup(...given));
const to = new Date(2026, 10, 29, 14, 5).getTime();
const from = to - 24 * hour;
const spans: HistorySpan[] = [
  { condition: 'in-service', from, to: to - 20 * hour },
  { condition: 'not-watched', from: to - 20 * hour, to: to - 9 * hour },
  { condition: 'entrapment', from: to - 9 * hour, to: to - 8 * hour },
  { condition: 'in-service', from: to - 8 * hour, to },
];

describe('the timeline', () => {
  it('says all of it in its name, and has a sign besides the colour for what is bad or not known', () => {
    const html = markupOf(createElement(Timeline, { spans, from, to, range: 'day' }));
    const [, name] = /role="img" aria-label="([^"]*)"/u.exec(html) ?? [];
    expect(name).toMatch(/^Timeline from Nov 28.* to Nov 29.*: /u);
    expect(name).toMatch(/: Entrapment 1 h, Not watched 11 h, In service 12 h$/u);
    expect([...html.matchAll(/<rect x=[^>]*data-kind="([a-z-]+)"/gu)].map(([, kind]) => kind)).toEqual([
      'in-service',
      'not-watched',
      'entrapment',
      'in-service',
    ]);
    expect(html).toMatch(/data-kind="not-watched" fill="url\(&quot;#[^"]*-not-watched&quot;\)"/u);
    expect(wordsIn(html)).toContain('Entrapment 1 h Not watched 11 h In service 12 h');
  });

  it('speaks German', () => {
    const words = wordsIn(markupOf(createElement(Timeline, { spans, from, to, range: 'day' }), 'de'));
    expect(words).toContain('Personeneinschluss 1 h Nicht beobachtet 11 h In Betrieb 12 h');
  });
});

describe('the table behind the timeline', () => {
  it('is there for a screen reader before anybody asks for it, the latest first', () => {
    const html = markupOf(createElement(SpanTable, { id: 'table', spans, isShown: false }));
    expect(html).toContain('class="span-table visually-hidden"');
    const rows = [...html.matchAll(/<tr><td>.*?<\/tr>/gu)].map(([row]) => wordsIn(row));
    expect(rows).toHaveLength(4);
    expect(rows[0]).toMatch(/In service 8 h$/u);
    expect(rows[2]).toMatch(/Not watched 11 h$/u);
  });

  it('says how many rows it leaves out', () => {
    const many = Array.from({ length: 250 }, (_, place): HistorySpan => {
      return { condition: place % 2 ? 'limited' : 'in-service', from: from + place, to: from + place + 1 };
    });
    expect(
      wordsIn(markupOf(createElement(SpanTable, { id: 'table', spans: many, isShown: true }))),
    ).toContain('and 50 earlier rows');
  });
});

describe('the outages', () => {
  const outage = (part: Partial<PastOutage>): PastOutage => ({
    from: to - 3 * hour,
    to: to - hour,
    condition: 'out-of-service',
    source: 'event',
    ...part,
  });

  it('have their durations; one that a list told may have begun earlier, one that goes on is not over', () => {
    const outages = [outage({ to: null }), outage({ source: 'list' }), outage({ condition: 'entrapment' })];
    const html = markupOf(createElement(OutageTable, { outages, to }));
    const rows = [...html.matchAll(/<tr><td>.*?<\/tr>/gu)].map(([row]) => wordsIn(row));
    expect(rows.map((row) => row.replace(/^.*?[AP]M /u, ''))).toEqual([
      'Out of service 3 h so far',
      'Out of service at least 2 h',
      'Entrapment 2 h',
    ]);
  });

  it('are the latest, with the number of the others', () => {
    const outages = Array.from({ length: 20 }, (_, place) => outage({ from: to - (place + 2) * hour }));
    expect(wordsIn(markupOf(createElement(OutageTable, { outages, to })))).toContain(
      'and 12 earlier outages',
    );
    expect(markupOf(createElement(OutageTable, { outages: [], to }))).toBe('');
  });
});

describe('the worst units', () => {
  const worst = {
    longest: [
      { id: 'gone', out: 50 * hour },
      { id: 'b', out: 30 * hour },
      { id: 'a', out: hour },
    ],
    often: [{ id: 'a', outages: 1 }],
  };
  const gone: string[] = [];
  const { t } = createTranslations('en');
  const parts = {
    // Two units may have the same name.
    units: storeOf(unit('a', { name: 'Lift', site: 'Mole' }), unit('b', { name: 'Lift' })),
    texts: createHistoryTexts('en', t),
    t,
    onGo: (id: string) => void gone.push(id),
  };

  it('lead to their units, as far as these are in the list', () => {
    const bars = worstBars(worst, 'longest', parts);
    expect(bars.map(({ id, label, figure, spoken }) => [id, label, plain(figure), plain(spoken)])).toEqual([
      ['b', 'Lift', '1 day', 'Lift, Harbour Tower: 1 day 6 h. Show this unit.'],
      ['a', 'Lift', '1 h', 'Lift, Mole: 1 h. Show this unit.'],
    ]);
    bars[1]?.onPress();
    expect(gone).toEqual(['a']);
  });

  it('are counted where that is asked for', () => {
    const [bar] = worstBars(worst, 'often', parts);
    expect([bar?.figure, bar?.value]).toEqual(['1×', 1]);
    expect(bar?.spoken).toBe('Lift, Mole: 1 outage. Show this unit.');
  });
});
