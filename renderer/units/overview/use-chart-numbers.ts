import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { formatLocale } from '../../ui/time.ts';
import { type ChartNumbers, createChartNumbers } from './chart-scale.ts';

/** The number formats for the window's language. */
export function useChartNumbers(): ChartNumbers {
  const { i18n } = useTranslation();
  const { language } = i18n;
  return useMemo(() => createChartNumbers(formatLocale(language, navigator.languages)), [language]);
}
