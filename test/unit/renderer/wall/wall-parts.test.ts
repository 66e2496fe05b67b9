import { expect, test } from 'vitest';
import type { Failure } from '../../../../electron/contract/failure.ts';
import type { Unit } from '../../../../electron/contract/units.ts';
import { createTranslations } from '../../../../renderer/ui/i18n.ts';
import { isNight } from '../../../../renderer/wall/night.ts';
import { personNeeded } from '../../../../renderer/wall/person-needed.ts';
import { pixelShift } from '../../../../renderer/wall/pixel-shift.ts';
import { outageLength } from '../../../../renderer/wall/wall-age.ts';
import { deskState, signedIn } from '../desk-state.ts';
import { unit } from '../units/sample.ts';

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
  expect(personNeeded({ ...work, proxy: { ...proxy, phase: 'signed-in' } }, fine)).toBeNull();
  const restoring = deskState({ session: { ...signedIn('ann'), phase: 'restoring', account: null } });
  expect(personNeeded(restoring, fine)).toBeNull();
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
