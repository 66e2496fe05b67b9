import { createElement, type ReactElement } from 'react';
import { expect, test, vi } from 'vitest';
import type { Failure } from '../../../../electron/contract/failure.ts';
import type { Unit } from '../../../../electron/contract/units.ts';
import type { Services } from '../../../../renderer/main.tsx';
import { observable } from '../../../../renderer/observable.ts';
import { createTranslations } from '../../../../renderer/ui/i18n.ts';
import type { ListState } from '../../../../renderer/units/loading/units-list.ts';
import { isNight } from '../../../../renderer/wall/night.ts';
import { personNeeded } from '../../../../renderer/wall/person-needed.ts';
import { pixelShift } from '../../../../renderer/wall/pixel-shift.ts';
import { outageLength } from '../../../../renderer/wall/wall-age.ts';
import { WallGap } from '../../../../renderer/wall/wall-gap.tsx';
import { WallHead } from '../../../../renderer/wall/wall-head.tsx';
import type { WallPicture } from '../../../../renderer/wall/wall-model.ts';
import { WallEntrapments, WallOutages } from '../../../../renderer/wall/wall-outages.tsx';
import { StaleWarning } from '../../../../renderer/wall/wall-warning.tsx';
import { deskState, signedIn } from '../desk-state.ts';
import { markupOf, wordsIn } from '../markup.ts';
import { storeOf, unit } from '../units/sample.ts';
import { wholeList } from '../units/whole-list.ts';

test.each([
  ['22:00', '06:00', ['22:00', '23:59', '00:00', '05:59'], ['06:00', '12:00', '21:59']],
  ['01:30', '05:00', ['01:30', '04:59'], ['01:29', '05:00', '23:00']],
  ['07:00', '07:00', [], ['07:00', '06:59']],
])('from %s to %s it is night', (from, to, night, day) => {
  const at = (time: string) => isNight({ isOn: true, from, to }, new Date(`2026-11-29T${time}:30`));
  expect([night.map(at), day.map(at)]).toEqual([night.map(() => true), day.map(() => false)]);
  expect(
    night.map((time) => isNight({ isOn: false, from, to }, new Date(`2026-11-29T${time}`))),
  ).not.toContain(true);
});

test('the picture goes round, a few pixels at most, and one small step at a time', () => {
  const all = Array.from({ length: 24 }, (_, minute) => pixelShift(minute));
  expect(new Set(all.map(({ x, y }) => `${x} ${y}`)).size).toBeGreaterThan(8);
  for (const [minute, { x, y }] of all.entries()) {
    const next = pixelShift(minute + 1);
    expect(Math.hypot(x, y)).toBeLessThan(8);
    expect(Math.hypot(next.x - x, next.y - y)).toBeLessThan(5);
  }
});

test('a person is needed for what only a person can do, and for nothing else', () => {
  const work = deskState({ session: signedIn('ann') });
  const failed = (code: Failure['code']) => ({ failure: { code, message: '', hint: '', details: {} } });
  const fine = { failure: null };
  expect(personNeeded(work, fine)).toBeNull();
  for (const code of ['offline', 'tls', 'api-unavailable', 'provider-unavailable', 'unexpected'] as const)
    expect([code, personNeeded(work, failed(code))]).toEqual([code, null]);
  expect(personNeeded(work, failed('sign-in-needed'))).toBe('signIn');
  expect(personNeeded(work, failed('api-key-refused'))).toBe('key');
  expect(personNeeded({ ...work, subscriptionKey: 'missing' }, fine)).toBe('key');
  expect(personNeeded(deskState(), fine)).toBe('signIn');
  expect(personNeeded({ ...work, connection: null }, fine)).toBe('connection');
  const proxy = { address: 'p:1', phase: 'asking', rejected: false } as const;
  expect(personNeeded({ ...work, proxy }, fine)).toBe('proxy');
  const live = { ...work.live, phase: 'live' } as const;
  expect(personNeeded({ ...work, proxy, live }, fine), 'it asks about another way').toBeNull();
  expect(personNeeded({ ...work, proxy: { ...proxy, phase: 'signed-in' } }, fine)).toBeNull();
  const restoring = deskState({ session: { ...signedIn('ann'), phase: 'restoring', account: null } });
  expect(personNeeded(restoring, fine)).toBeNull();
});

const age = { age: 0, isStale: false, isInDoubt: false };
const conditions = { entrapment: 0, 'out-of-service': 0, limited: 0, unknown: 0, 'in-service': 3 };
const picture: WallPicture = {
  ...{ view: null, at: 1, of: 1, isPaused: false, sight: { total: 3, conditions, outages: [] } },
  ...{ shown: [], from: 0, entrapments: [], age },
};
const services = (part: object = {}) => ({ units: { size: 3, ...part } }) as unknown as Partial<Services>;

test('the line is not called live while what it says is not believed', () => {
  const live = { phase: 'live', since: 0, problem: null, cover: null } as const;
  const head = (part: object, phase: 'live' | 'reconnecting' = 'live') => {
    const state = deskState({ session: signedIn('ann'), live: { ...live, phase } });
    const given = { ...picture, age: { ...age, ...part } };
    return wordsIn(markupOf(createElement(WallHead, { state, picture: given }), 'en', services()));
  };
  expect(head({})).toMatch(/ Live$/);
  expect(head({ isInDoubt: true, age: 9_000 })).not.toContain('Live');
  expect(head({ isStale: true, age: 90_000 })).not.toContain('Live');
  expect(head({ isStale: true, age: 90_000 }, 'reconnecting')).toContain('Reconnecting');
});

test.each([
  ['en', 'Nothing is out of service here.', 'No outage is known of here.', 'This view has no units.'],
  [
    'de',
    'Hier ist keine Anlage außer Betrieb.',
    'Hier ist kein Ausfall bekannt.',
    'Diese Ansicht hat keine Anlagen.',
  ],
] as const)('no outage is said as far as it is known (%s)', (language, none, unknown, empty) => {
  const said = (total: number, unknowns: number) => {
    const sight = { total, conditions: { ...conditions, unknown: unknowns }, outages: [] };
    const list = createElement(WallOutages, { sight, shown: [], from: 0, onFitting: () => undefined });
    return wordsIn(markupOf(list, language, services()));
  };
  expect([said(3, 0), said(3, 1), said(0, 0)]).toEqual([none, unknown, empty]);
});

test.each([
  ['en', 'Before: Entrapment'],
  ['de', 'Zuvor: Personeneinschluss'],
] as const)(
  'of an outage is said what it was while nobody knows what its unit is (%s)',
  (language, before) => {
    const was = unit('a', { condition: 'entrapment', status: 'No connection', outSince: 1 });
    const words = (condition: Unit['condition'], element: ReactElement) =>
      wordsIn(markupOf(element, language, { units: storeOf({ ...was, condition }) }));
    const sight = { total: 1, conditions, outages: [was] };
    const list = createElement(WallOutages, { sight, shown: [was], from: 0, onFitting: () => undefined });
    const trapped = createElement(WallEntrapments, { entrapments: [was] });
    for (const element of [list, trapped]) {
      expect(words('unknown', element)).toContain(before);
      expect(words('entrapment', element)).not.toContain(before);
    }
  },
);

test.each([
  ['en', /As of Wed.*\. MAX Desk/],
  ['de', /Stand: Mi.*\. MAX Desk/],
] as const)('the time of what is shown is told in words that fit another day, too (%s)', (language, text) => {
  vi.useFakeTimers({ now: new Date('2026-11-26T14:03:00') });
  const list = { state: observable(wholeList) } as unknown as Services['list'];
  const stale = { ...age, age: 26 * 3_600_000, isStale: true };
  const words = wordsIn(
    markupOf(createElement(StaleWarning, { state: deskState(), age: stale }), language, { list }),
  );
  vi.useRealTimers();
  expect(words).toMatch(text);
});

test('a list that is not whole is told of, one that is still read is not', () => {
  const gap = (part: Partial<ListState>) =>
    wordsIn(markupOf(createElement(WallGap, { list: { ...wholeList, ...part } }), 'en', services()));
  expect(gap({})).toBe('');
  expect(gap({ shortfall: { received: 3, total: 12 } })).toBe('Units are missing: 3 of 12 have come.');
  expect(gap({ shortfall: { received: 3, total: null } })).toBe('Units are missing: only 3 have come.');
  expect(gap({ incomplete: true, total: 2_000 })).toContain('3 of 2,000');
  expect(gap({ withoutId: 2 })).toContain('3 of 5');
  expect(gap({ fetchedAt: null, phase: 'loading', total: 9 })).toBe('');
  expect(gap({ awaited: 9 })).toBe('');
});

test.each([
  ['en', ['just now', '59 min', '1 h', '23 h 59 min', '1 day', '12 days'], 'at least 3 h 5 min'],
  ['de', ['gerade eben', '59 min', '1 h', '23 h 59 min', '1 Tag', '12 Tage'], 'mindestens 3 h 5 min'],
] as const)('for how long a unit is out of service is told shortly (%s)', (language, lengths, atLeast) => {
  const { t } = createTranslations(language);
  const now = 1_700_000_000_000;
  const [minute, day] = [60_000, 86_400_000];
  const told = (ms: number, part: Partial<Unit> = {}) =>
    outageLength(unit('a', { condition: 'out-of-service', outSince: now - ms, ...part }), now, t).replaceAll(
      '\u00a0',
      ' ',
    );
  expect([59_999, 59 * minute, 60 * minute, day - minute, day, 12 * day].map((ms) => told(ms))).toEqual(
    lengths,
  );
  expect(told(185 * minute, { firstSeenHere: true })).toBe(atLeast);
  expect(told(-5 * minute, { firstSeenHere: true })).toBe(lengths[0]);
  expect(outageLength(unit('a'), now, t)).toBe('');
});
