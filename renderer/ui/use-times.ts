import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { createTimes, formatLocale, type Times } from './time.ts';

/** The time formats for the window's language. */
export function useTimes(): Times {
  const { i18n } = useTranslation();
  const { language } = i18n;
  return useMemo(() => createTimes(formatLocale(language, navigator.languages)), [language]);
}
