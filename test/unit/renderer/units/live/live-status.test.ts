import { createElement } from 'react';
import { describe, expect, it } from 'vitest';
import type { Failure } from '../../../../../electron/contract/failure.ts';
import type { LiveState } from '../../../../../electron/contract/live.ts';
import type { Services } from '../../../../../renderer/main.tsx';
import { Freshness } from '../../../../../renderer/units/live/live-status.tsx';
import { markupOf, wordsIn } from '../../markup.ts';

const problem: Failure = { code: 'offline', message: '', hint: '', details: { host: 'hub.example' } };

/** What the bar shows, as HTML. */
function bar(
  live: Partial<LiveState>,
  language: 'en' | 'de' = 'en',
  fetchedAt: number | null = null,
): string {
  const state: LiveState = { phase: 'live', since: Date.now(), problem: null, cover: null, ...live };
  const units = { size: 100_000 } as Services['units'];
  return markupOf(createElement(Freshness, { live: state, fetchedAt }), language, { units });
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

  it('is the only word about the age: none beside "Live", however old the list', () => {
    const old = Date.now() - 8 * 3_600_000;
    expect(wordsIn(bar({}, 'en', old))).not.toMatch(/Updated/u);
    for (const phase of ['reconnecting', 'paused', 'not-available', 'off'] as const)
      expect(wordsIn(bar({ phase }, 'en', old)), phase).toContain('Updated 8 hours ago');
    expect(wordsIn(bar({ phase: 'paused' }, 'de', old))).toContain('Aktualisiert vor 8 Stunden');
  });

  it('says how many units are live where the service does not take all, and how old the others are', () => {
    const cover = { followed: 30_000, of: 100_000 };
    const html = wordsIn(bar({ cover }, 'en', Date.now() - 3 * 60_000));
    expect(html).toContain('Live: 30,000 of 100,000');
    expect(html).toContain('Updated 3 minutes ago');
    expect(wordsIn(bar({ cover }, 'de', Date.now()))).toContain('Live: 30.000 von 100.000');
  });

  it('says for how long it has been reconnecting, and speaks of the reason without the time', () => {
    const since = Date.now() - 42_000;
    expect(wordsIn(bar({ phase: 'reconnecting', since, problem }))).toMatch(/Reconnecting for 4[23] s/u);
    expect(spoken(bar({ phase: 'reconnecting', since, problem }))).toBe(
      'Live updates: Reconnecting No network connection',
    );
    expect(wordsIn(bar({ phase: 'reconnecting', since, problem }, 'de'))).toMatch(
      /Verbindet neu \(4[23] s\)/u,
    );
  });
});
