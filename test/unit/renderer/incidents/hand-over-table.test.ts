import { createElement } from 'react';
import { expect, test } from 'vitest';
import type { HandedOver } from '../../../../electron/contract/hand-over.ts';
import { HandOverTable } from '../../../../renderer/incidents/hand-over-table.tsx';
import { markupOf, wordsIn } from '../markup.ts';

const at = (hours: number) => new Date(2026, 1, 3, hours, 15).getTime();
const one: HandedOver = {
  ...{ id: 'u-1', name: 'Lift 1', site: '', condition: 'out-of-service', fault: '' },
  ...{ outageAt: at(6), firstSeenHere: false, endedAt: null, acknowledgedAt: at(7), note: '' },
  ...{ snoozedUntil: at(21), maintenance: [{ from: at(9), to: at(19) }] },
};
const nothing = { part: null, asOf: null, left: 0, endedFrom: null };
const words = (
  incidents: readonly HandedOver[],
  lack: Parameters<typeof HandOverTable>[0]['lack'] = nothing,
  language: 'en' | 'de' = 'en',
) => {
  const table = createElement(HandOverTable, { incidents: [...incidents], lack, now: at(10) });
  return wordsIn(markupOf(table, language));
};

test('who reads a hand-over knows when a snooze and a maintenance are over, and since when it is acknowledged', () => {
  for (const time of ['6:15', '7:15', '9:15', '7:15']) expect(words([one])).toContain(time);
  expect(words([one])).toMatch(/Snoozed until .*9:15.* Maintenance until .*7:15/);
  expect(words([one], nothing, 'de')).toMatch(/Quittiert seit .*07:15.* Zurückgestellt bis .*21:15/);
  expect(words([{ ...one, maintenance: [{ from: at(9), to: null }] }])).toContain('until the outage ends');
  // What is over then, and of an outage that has ended what was meant for later, is not told.
  expect(words([{ ...one, snoozedUntil: at(10), maintenance: [] }])).not.toMatch(/Snoozed|Maintenance/);
});

test('R41 what it lacks stands in it, in both languages, also where it has nothing', () => {
  const lack = { part: { received: 3, total: 9 }, asOf: at(5), left: 2, endedFrom: null };
  for (const incidents of [[], [one]]) {
    expect(words(incidents, lack)).toMatch(/^Not complete, units read: 3 of 9\. .* 5:15.* 2 more incidents/);
    expect(words(incidents, lack, 'de')).toMatch(/^Nicht vollständig, gelesene Anlagen: 3 von 9\. .* 05:15/);
  }
  const gone = { ...nothing, endedFrom: at(5) };
  expect(words([], gone)).toMatch(/^Outages that ended before .* 5:15.* may be missing/);
  expect(words([], gone, 'de')).toMatch(/^Ausfälle, die vor .* 05:15.* endeten, können fehlen/);
  expect(words([], lack)).not.toContain('Nothing was out of service');
  expect(words([])).toBe('Nothing was out of service.');
  expect(words([one])).not.toMatch(/complete|current/);
});
