import { describe, expect, test } from 'vitest';
import { nothingKnown } from '../../../../electron/contract/incident-facts.ts';
import type { Maintenance } from '../../../../electron/contract/incidents.ts';
import { maintainedPart } from '../../../../renderer/incidents/deeds.ts';
import { maintained, spanOf, unmaintained } from '../../../../renderer/incidents/incident-edits.ts';
import {
  clockMinutes,
  clockText,
  fieldText,
  fieldTime,
  snoozeEnd,
} from '../../../../renderer/incidents/incident-times.ts';

test('a snooze ends in half an hour, in two hours, or at seven of the next morning, also after midnight', () => {
  const at = new Date(2026, 0, 31, 23, 50).getTime();
  expect(snoozeEnd('halfHour', at) - at).toBe(30 * 60_000);
  expect(snoozeEnd('twoHours', at) - at).toBe(2 * 3_600_000);
  expect(snoozeEnd('tomorrow', at)).toBe(new Date(2026, 1, 1, 7).getTime());
  expect(snoozeEnd('tomorrow', new Date(2026, 1, 1, 0, 5).getTime())).toBe(new Date(2026, 1, 2, 7).getTime());
});

test('fields show times to the minute, and take only whole ones', () => {
  const at = new Date(2026, 0, 3, 4, 5).getTime();
  expect(fieldText(at)).toBe('2026-01-03T04:05');
  expect(fieldTime(fieldText(at))).toBe(at);
  expect(['', 'x'].map(fieldTime)).toEqual([null, null]);
  expect([clockText(0), clockText(1_439), clockText(65)]).toEqual(['00:00', '23:59', '01:05']);
  expect(['', '23:59', '01:05:00', '1'].map(clockMinutes)).toEqual([null, 1_439, 65, null]);
});

describe('maintenance', () => {
  const without = (times: Maintenance[], span: Maintenance) =>
    unmaintained(span)({ ...nothingKnown('a'), maintenance: times }).maintenance;

  test('is added, and taken away of the time of an outage only', () => {
    const incident = { ...nothingKnown('a'), maintenance: [{ from: 1, to: 2 }] };
    expect(maintained({ from: 3, to: null })(incident).maintenance).toEqual([
      { from: 1, to: 2 },
      { from: 3, to: null },
    ]);
    expect(without([{ from: 10, to: 30 }], { from: 15, to: 20 })).toEqual([
      { from: 10, to: 15 },
      { from: 20, to: 30 },
    ]);
    expect(without([{ from: 10, to: null }], { from: 10, to: null })).toEqual([]);
    expect(without([{ from: 10, to: null }], { from: 5, to: 20 })).toEqual([{ from: 20, to: null }]);
    expect(without([{ from: 10, to: 20 }], { from: 20, to: 30 })).toEqual([{ from: 10, to: 20 }]);
  });

  test.each([
    ['none', [{ from: 0, to: 10 }]],
    ['part', [{ from: 0, to: 15 }]],
    ['whole', [{ from: 10, to: null }]],
  ] as const)('of an outage that has ended: %s of it', (part, times) => {
    expect(maintainedPart(times, { from: 10, to: 20 })).toBe(part);
  });

  test('of an outage that was over at once has a length', () => {
    const ended = { id: 'a', outageAt: 5, endedAt: 5, atLatest: false, condition: 'entrapment' as const };
    expect(spanOf({ ...ended, acknowledgedAt: null, note: '' })).toEqual({ from: 5, to: 6 });
  });
});
