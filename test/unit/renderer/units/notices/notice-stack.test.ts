import { createElement } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Failure } from '../../../../../electron/contract/failure.ts';
import { bySeverity, type UnitsNotice } from '../../../../../renderer/units/notices/notice.ts';
import { NoticeStack } from '../../../../../renderer/units/notices/notice-stack.tsx';
import { markupOf, wordsIn } from '../../markup.ts';

// The seconds that are shown do not go on.
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const failure = (code: Failure['code']): Failure => ({
  code,
  message: 'A message',
  hint: '',
  details: { reference: 'c0ffee' },
});
const notice = (code: Failure['code']): UnitsNotice => ({ key: code, failure: failure(code) });
const markup = (notices: readonly UnitsNotice[], language: 'en' | 'de' = 'en') =>
  markupOf(createElement(NoticeStack, { notices }), language);

test('the most severe comes first, the others keep their order', () => {
  const all = bySeverity([notice('cancelled'), notice('sign-in-needed'), notice('offline'), notice('tls')]);
  expect(all.map(({ key }) => key)).toEqual(['offline', 'tls', 'sign-in-needed', 'cancelled']);
});

test('several are one line and a button, in both languages', () => {
  const notices = [notice('storage'), notice('api-unavailable'), notice('sign-in-needed')];
  const text = wordsIn(markup(notices));
  expect(text).toBe('Data could not be saved on this computer 2 more Details');
  expect(wordsIn(markup(notices, 'de'))).toContain('2 weitere');
  expect(markup([])).toBe('');
});

test('the details are closed at first: no hint, code or reference', () => {
  const text = wordsIn(markup([notice('api-unavailable')]));
  expect(text).not.toContain('c0ffee');
  expect(text).not.toContain('A message');
  expect(markup([notice('api-unavailable')])).toContain('aria-expanded="false"');
});

test('what the user has to do is open at once', () => {
  const html = markup([{ ...notice('api-key-missing'), remedy: 'the field' } as UnitsNotice]);
  expect(wordsIn(html)).toContain('the field');
  expect(html).toContain('aria-expanded="true"');
});

test('the text is an alert, and the countdown is not part of it', () => {
  const html = markup([{ ...notice('offline'), note: 'Rows stay.', retryAt: Date.now() + 3_000 }]);
  const alert = /<p[^>]*role="alert"[^>]*>(.*?)<\/p>/u.exec(html)?.[1] ?? '';
  expect(wordsIn(alert)).toBe('No network connection Rows stay.');
  expect(html.split('role="alert"')).toHaveLength(2);
  expect(html).toMatch(/role="timer"[^>]*>Next try in 3 s</u);
});

test('a countdown that is over says that it is being tried', () => {
  expect(markup([{ ...notice('offline'), retryAt: Date.now() - 1_000 }])).toMatch(
    /role="timer"[^>]*>Trying…</u,
  );
});

test('what is shown meanwhile has its time', () => {
  expect(wordsIn(markup([{ ...notice('offline'), asOf: Date.UTC(2026, 0, 2, 12, 5) }]))).toMatch(
    /As of .*05/u,
  );
});
