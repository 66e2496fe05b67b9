import { expect, test } from 'vitest';
import type { Failure } from '../../../../electron/contract/failure.ts';
import { createTranslations } from '../../../../renderer/ui/i18n.ts';
import { isNight } from '../../../../renderer/wall/night.ts';
import { personNeeded } from '../../../../renderer/wall/person-needed.ts';
import { pixelShift } from '../../../../renderer/wall/pixel-shift.ts';
import { countedAge } from '../../../../renderer/wall/wall-age.ts';
import { deskState, signedIn } from '../desk-state.ts';

test('an age is counted in two units, and never negative', () => {
  const { t } = createTranslations('en');
  const ages = [-5, 59_999, 61_000, 3_599_000, 3_600_000, 90_061_000].map((ms) => countedAge(ms, t));
  expect(ages).toEqual(['0 s', '59 s', '1 min 1 s', '59 min 59 s', '1 h 0 min', '1 d 1 h']);
});

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
