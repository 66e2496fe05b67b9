import { describe, expect, it } from 'vitest';
import { createTranslations } from '../../../../../renderer/ui/i18n.ts';
import { createHistoryTexts } from '../../../../../renderer/units/history/history-texts.ts';

const english = createHistoryTexts('en-GB', createTranslations('en').t);
const german = createHistoryTexts('de', createTranslations('de').t);
const hour = 3_600_000;
/** With spaces that do not break as usual ones. */
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('an availability', () => {
  it('is a range with the time in which nobody watched, in the language’s numbers', () => {
    const seen = { least: 0.982, most: 0.991, unwatched: 11 * hour };
    expect(plain(english.availability(seen))).toBe('98.2–99.1%, not watched 11 h');
    expect(plain(german.availability(seen))).toBe('98,2–99,1 %, 11 h nicht beobachtet');
  });

  it('is one number where everything was watched', () => {
    expect(plain(english.availability({ least: 0.9912, most: 0.9912, unwatched: 0 }))).toBe('99.12%');
    expect(plain(english.availability({ least: 1, most: 1, unwatched: 0 }))).toBe('100%');
  });

  it('is never rounded up to 100%', () => {
    expect(plain(english.availability({ least: 0.999999, most: 0.999999, unwatched: 0 }))).toBe('99.99%');
    expect(plain(english.availability({ least: 0.99, most: 1, unwatched: 7 * hour }))).toBe(
      '99–100%, not watched 7 h',
    );
  });

  it('is not known where nobody watched', () => {
    const nothing = { least: null, most: null, unwatched: hour };
    expect(plain(english.availability(nothing))).toBe('not known: nobody watched');
    expect(plain(german.availability(nothing))).toBe('nicht bekannt: niemand hat beobachtet');
  });
});

it('how long a unit was out is a least where somebody did not watch', () => {
  expect(plain(english.out({ out: 2 * hour, unwatched: 0 }))).toBe('2 h');
  expect(plain(english.out({ out: 2 * hour, unwatched: hour }))).toBe('at least 2 h');
  expect(plain(german.out({ out: 2 * hour, unwatched: hour }))).toBe('mindestens 2 h');
});
