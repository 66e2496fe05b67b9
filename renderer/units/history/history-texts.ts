import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Availability } from '../../../electron/contract/ledger.ts';
import type { Translate } from '../../ui/i18n.ts';
import { lengthText } from '../../ui/length-text.ts';
import { madeOnce } from '../../ui/made-once.ts';
import { formatLocale } from '../../ui/time.ts';
import type { HistoryRange } from './history-range.ts';

/** A time that nobody watched is said from here on, in ms: less is no more than the pause between two starts. */
const negligible = 60_000;

/** The texts of histories in a language. */
export type HistoryTexts = ReturnType<typeof createHistoryTexts>;

/** Creates the texts; `locale` is passed to Intl, for instance "en-GB". All times are ms since 1970. */
export function createHistoryTexts(locale: string, t: Translate) {
  // Rounded down, so that 100 % means it.
  const percent = madeOnce(
    () =>
      new Intl.NumberFormat(locale, {
        style: 'percent',
        maximumFractionDigits: 2,
        roundingMode: 'floor',
      } as Intl.NumberFormatOptions),
  );
  const time = madeOnce(
    () =>
      new Intl.DateTimeFormat(locale, {
        month: 'short',
        day: 'numeric',
        hour: 'numeric',
        minute: '2-digit',
      }),
  );
  const marks: Readonly<Record<HistoryRange, () => Intl.DateTimeFormat>> = {
    day: madeOnce(() => new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' })),
    week: madeOnce(() => new Intl.DateTimeFormat(locale, { weekday: 'short' })),
    month: madeOnce(() => new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric' })),
  };
  const range = (least: number, most: number): string => {
    const [low, high] = [percent().format(least), percent().format(most)];
    if (low === high) return high;
    // Not `formatRange`, which puts spaces around the dash in some languages and says "about" in others.
    const sign = /\s?%$/u;
    return sign.test(low) && sign.test(high) ? `${low.replace(sign, '')}–${high}` : `${low} – ${high}`;
  };
  const atLeast = (ms: number): string => {
    const length = lengthText(ms, t);
    return ms < 1000 ? length : t('length.atLeast', { length });
  };
  return {
    length: (ms: number): string => lengthText(ms, t),
    /** The same in one unit, rounded down, where there is little room. */
    shortLength: (ms: number): string => lengthText(ms, t, 1),
    /** How long a unit was seen out; it may have been out as well while nobody watched. */
    out: ({ out, unwatched }: Pick<Availability, 'out' | 'unwatched'>): string =>
      unwatched < negligible ? lengthText(out, t) : atLeast(out),
    atLeast,
    /** Day and time of day; the year is known from what is around it. */
    time: (at: number): string => time().format(at),
    /** A mark below a timeline. */
    mark: (at: number, of: HistoryRange): string => marks[of]().format(at),
    /** "98.2–99.1%, not watched 11 h": the availability lies in between, because nobody knows what was then. */
    availability({ least, most, unwatched }: Pick<Availability, 'least' | 'most' | 'unwatched'>): string {
      if (least === null || most === null) return t('history.nothingKnown');
      const share = range(least, most);
      if (unwatched < negligible) return share;
      return t('history.range', { share, length: lengthText(unwatched, t) });
    },
  };
}

/** The texts of histories for the window's language. */
export function useHistoryTexts(): HistoryTexts {
  const { t, i18n } = useTranslation();
  const { language } = i18n;
  return useMemo(() => createHistoryTexts(formatLocale(language, navigator.languages), t), [language, t]);
}
