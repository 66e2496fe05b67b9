import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { formatLocale } from '../../ui/time.ts';

/** Creates the formats of a language for the numbers of a chart. */
export function createChartNumbers(locale: string) {
  const count = new Intl.NumberFormat(locale);
  const share = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const percent = new Intl.NumberFormat(locale, {
    style: 'percent',
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  });
  return {
    /** A count, "1,248". */
    count: (value: number): string => count.format(value),
    /** A share of a whole, "91.5%"; rounded to 0% or 100% only if it is exactly that. */
    share(part: number, whole: number): string {
      if (whole <= 0) return share.format(0);
      const exact = part / whole;
      if (exact > 0 && exact < 0.001) return `< ${share.format(0.001)}`;
      return share.format(exact < 1 ? Math.min(exact, 0.999) : 1);
    },
    /** A percentage as the API gives it (0 to 100), "97.42%". */
    percent: (value: number): string => percent.format(value / 100),
    /** The same without unneeded decimals, "97%". */
    wholePercent: (value: number): string => share.format(value / 100),
  };
}

/** The number formats for the window's language. */
export function useChartNumbers(): ReturnType<typeof createChartNumbers> {
  const { language } = useTranslation().i18n;
  return useMemo(() => createChartNumbers(formatLocale(language, navigator.languages)), [language]);
}
