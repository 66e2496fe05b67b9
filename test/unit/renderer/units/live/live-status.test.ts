import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { I18nextProvider } from 'react-i18next';
import { describe, expect, it } from 'vitest';
import type { Failure, LiveState } from '../../../../../electron/contract.ts';
import { createTranslations } from '../../../../../renderer/ui/i18n.ts';
import { LiveStatus } from '../../../../../renderer/units/live/live-status.tsx';

const problem: Failure = { code: 'offline', message: '', hint: '', details: { host: 'hub.example' } };

/** What the bar shows, as HTML. */
function bar(live: Partial<LiveState>, language: 'en' | 'de' = 'en'): string {
  const state: LiveState = { phase: 'live', since: Date.now(), problem: null, ...live };
  return renderToStaticMarkup(
    createElement(
      I18nextProvider,
      { i18n: createTranslations(language) },
      createElement(LiveStatus, { live: state }),
    ),
  );
}
const text = (html: string) => html.replace(/<[^>]*>/gu, ' ').replace(/\s+/gu, ' ');
const spoken = (html: string) => /aria-live="polite"[^>]*>([^<]*)/u.exec(html)?.[1];
const sign = (html: string) => /<svg.*?<\/svg>/u.exec(html)?.[0];
const phases = ['not-available', 'connecting', 'catching-up', 'live', 'reconnecting', 'paused'] as const;

describe('the live state', () => {
  it('has a word and a shape of its own for each phase, in both languages', () => {
    for (const language of ['en', 'de'] as const) {
      expect(new Set(phases.map((phase) => text(bar({ phase }, language)))).size).toBe(phases.length);
    }
    expect(new Set(phases.map((phase) => sign(bar({ phase })))).size).toBe(phases.length);
  });

  it('is not there while nobody is signed in', () => {
    expect(bar({ phase: 'off' })).toBe('');
  });

  it('stays live however long nothing happens', () => {
    const html = bar({ since: Date.now() - 5 * 86_400_000 });
    expect(text(html)).toContain('Live');
    expect(text(html)).not.toMatch(/offline|lost|ago|\bd\b/iu);
  });

  it('says for how long it has been reconnecting, and speaks of the reason without the time', () => {
    const since = Date.now() - 42_000;
    expect(text(bar({ phase: 'reconnecting', since, problem }))).toMatch(/Reconnecting for 4[23] s/u);
    expect(spoken(bar({ phase: 'reconnecting', since, problem }))).toBe(
      'Live updates: Reconnecting No network connection',
    );
    expect(text(bar({ phase: 'reconnecting', since, problem }, 'de'))).toMatch(/Verbindet neu seit 4[23] s/u);
  });
});
