import { createElement, type ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { I18nextProvider } from 'react-i18next';
import type { Services } from '../../../renderer/main.tsx';
import { ServicesContext } from '../../../renderer/services.ts';
import { createTranslations } from '../../../renderer/ui/i18n.ts';

/** What a component shows at first, as HTML; a test names only the services it is about. */
export function markupOf(
  node: ReactNode,
  language: 'en' | 'de' = 'en',
  services: Partial<Services> = {},
): string {
  const within = createElement(ServicesContext, { value: services as Services }, node);
  return renderToStaticMarkup(createElement(I18nextProvider, { i18n: createTranslations(language) }, within));
}

/** The words of HTML. */
export function wordsIn(html: string): string {
  return html
    .replace(/<[^>]*>/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
}
