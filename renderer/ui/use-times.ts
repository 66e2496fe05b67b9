import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { createTimes, formatLocale, type Times } from './time.ts';

/** The formats for times in the language of the window. */
export function useTimes(): Times {
  const { i18n } = useTranslation();
  const { language } = i18n;
  return useMemo(() => createTimes(formatLocale(language, navigator.languages)), [language]);
}
