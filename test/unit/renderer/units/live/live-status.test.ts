import { createElement } from 'react';
import { describe, expect, it } from 'vitest';
import type { Failure } from '../../../../../electron/contract/failure.ts';
import type { LiveState } from '../../../../../electron/contract/live.ts';
import { LiveStatus } from '../../../../../renderer/units/live/live-status.tsx';
import { markupOf, wordsIn } from '../../markup.ts';

const problem: Failure = { code: 'offline', message: '', hint: '', details: { host: 'hub.example' } };

/** What the bar shows, as HTML. */
function bar(live: Partial<LiveState>, language: 'en' | 'de' = 'en'): string {
  const state: LiveState = { phase: 'live', since: Date.now(), problem: null, ...live };
  return markupOf(createElement(LiveStatus, { live: state }), language);
}
const spoken = (html: string) => /aria-live="polite"[^>]*>([^<]*)/u.exec(html)?.[1];
const sign = (html: string) => /<svg.*?<\/svg>/u.exec(html)?.[0];
const phases = ['not-available', 'connecting', 'catching-up', 'live', 'reconnecting', 'paused'] as const;

describe('the live state', () => {
  it('has a word and a shape of its own for each phase, in both languages', () => {
    for (const language of ['en', 'de'] as const) {
      expect(new Set(phases.map((phase) => wordsIn(bar({ phase }, language)))).size).toBe(phases.length);
    }
    expect(new Set(phases.map((phase) => sign(bar({ phase })))).size).toBe(phases.length);
  });

  it('is not there while nobody is signed in', () => {
    expect(bar({ phase: 'off' })).toBe('');
  });

  it('stays live however long nothing happens', () => {
    const html = bar({ since: Date.now() - 5 * 86_400_000 });
    expect(wordsIn(html)).toContain('Live');
    expect(wordsIn(html)).not.toMatch(/offline|lost|ago|\bd\b/iu);
  });

  it('says for how long it has been reconnecting, and speaks of the reason without the time', () => {
    const since = Date.now() - 42_000;
    expect(wordsIn(bar({ phase: 'reconnecting', since, problem }))).toMatch(/Reconnecting for 4[23] s/u);
    expect(spoken(bar({ phase: 'reconnecting', since, problem }))).toBe(
      'Live updates: Reconnecting No network connection',
    );
    expect(wordsIn(bar({ phase: 'reconnecting', since, problem }, 'de'))).toMatch(
      /Verbindet neu seit 4[23] s/u,
    );
  });
});
