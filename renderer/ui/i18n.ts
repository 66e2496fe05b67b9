import i18next, { type i18n, type TFunction } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { DeskState } from '../../electron/contract/desk.ts';
import { de } from './strings/de.ts';
import { en, type Strings } from './strings/en.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof en };
  }
}

/** Translates a typed key. */
export type Translate = TFunction<'translation', undefined>;

/** The texts of every language. */
export const strings: Readonly<Record<DeskState['locale'], Strings>> = { en, de };

/** Creates the translations with both languages in memory, so that nothing is loaded later. */
export function createTranslations(language: DeskState['locale']): i18n {
  const translations = i18next.createInstance();
  void translations.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    initAsync: false,
    resources: { en: { translation: en }, de: { translation: de } },
    interpolation: {
      // React escapes already.
      escapeValue: false,
    },
    missingInterpolationHandler: () => '',
    react: { useSuspense: false },
  });
  return translations;
}
