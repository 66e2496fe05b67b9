/** A link or a file that somebody sends proposes a connection and wants to look like another one. */
import { describe, expect } from 'vitest';
import { connectionTextOf } from '../../electron/core/connection/connection-link.ts';
import { createProposals } from '../../electron/core/connections/proposals.ts';
import { attack } from '../fakes/attack.ts';
import { connectionWith, fileWith } from '../fakes/connection.ts';
import { fakeLog } from '../fakes/ports.ts';

/** What the person is shown of a link, where a connection to api.example.com/max is kept already. */
async function offered(link: string) {
  const kept = [connectionWith()];
  const parts = {
    kept: () => kept,
    opened: () => undefined,
    allow: () => undefined,
    onChange: () => undefined,
  };
  const proposals = createProposals({ ...parts, log: fakeLog() });
  await proposals.offer('link', () => ({ text: connectionTextOf(link), origin: '' }));
  const shown = proposals.current();
  if (!shown) throw new Error('Nothing was proposed.');
  return { shown, text: JSON.stringify(shown), isRefused: shown.problem !== null };
}
const linkWith = (changes: Record<string, unknown>) =>
  `maxdesk://connect?connection=${Buffer.from(fileWith(changes)).toString('base64url')}`;
const toApi = (baseUrl: string) => linkWith({ 'api.baseUrl': baseUrl });

describe('hostile link', () => {
  const plain = 'what a person reads about where a token goes is the whole truth, in plain letters';

  for (const [what, url, host] of [
    ['in Cyrillic letters', 'https://аpi.example.com/max', 'xn--'],
    ['in full-width letters', 'https://ａpi.example.net/max', 'api.example.net'],
    ['in capital letters', 'https://API.EXAMPLE.NET/max', 'api.example.net'],
    ['with an invisible letter', 'https://api.exam\u00adple.net/max', 'api.example.net'],
    ['as a number', 'https://2130706433/max', '127.0.0.1'],
    ['with the port of another', 'https://api.example.com:444/max', 'api.example.com:444'],
  ] as const)
    attack(`writes its host ${what}`, plain, async () => {
      const { text, isRefused } = await offered(toApi(url));
      expect(isRefused || text.includes(host)).toBe(true);
      expect(text).not.toMatch(/[^\p{ASCII}]/u);
    });

  for (const url of [
    'https://api.example.com@collect.example.net/max',
    'https://api.example.com:443@collect.example.net/max',
    'https://user:word@api.example.com/max',
    'http://api.example.com/max',
    'https://api.example.com/max?to=collect.example.net',
    'https://api.example.com/max#collect',
    'javascript:alert(1)',
    'file:///etc/passwd',
    '//collect.example.net/max',
    'https://',
  ])
    attack(`names the API as ${url}`, plain, async () => {
      const { isRefused, text } = await offered(toApi(url));
      expect(isRefused).toBe(true);
      expect(text).not.toContain('"api.example.com');
    });

  attack('hides its host behind a long beginning', plain, async () => {
    const host = `${'login-portal-of-the-service.'.repeat(7)}collect.example.net`;
    const { text, isRefused } = await offered(toApi(`https://${host}/max`));
    expect(isRefused || text.includes(host)).toBe(true);
  });

  attack('names another path of a known host', plain, async () => {
    const { text } = await offered(toApi('https://api.example.com/somebody-elses'));
    expect(text).toContain('api.example.com/somebody-elses');
  });

  for (const [what, name] of [
    ['several lines', 'Our fleet\nHost: api.example.com'],
    ['a text that turns around', 'Our fleet\u202e moc.elpmaxe.ipa'],
    ['invisible characters', 'Our fleet\u2066\u2069'],
    ['characters of control', 'Our fleet\u0007\u0085\u2028'],
  ] as const)
    attack(`calls itself by a name of ${what}`, plain, async () => {
      const { shown, isRefused } = await offered(linkWith({ name }));
      expect(isRefused ? '' : shown.name).not.toMatch(/[\p{Cc}\p{Bidi_C}\p{Zl}\p{Zp}]/u);
    });

  for (const link of [
    'maxdesk://connect@example.com?connection=e30',
    'maxdesk://connect:1/?connection=e30',
    'maxdesk://connect/other?connection=e30',
    'maxdesk://other?connection=e30',
    'maxdesk://connect?connection=e30&connection=e30',
    'maxdesk://connect?connection=e30&subscriptionKey=1',
    'maxdesk://connect?password=1',
    `maxdesk://connect?name=${'x'.repeat(5_000)}`,
    'maxdesk:connect?connection=e30',
  ])
    attack(
      `has the form ${link.slice(0, 60)}`,
      'a link only proposes, and holds nothing but a connection',
      async () => {
        expect((await offered(link)).isRefused).toBe(true);
      },
    );
});
