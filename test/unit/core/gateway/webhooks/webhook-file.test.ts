import { describe, expect, test } from 'vitest';
import { isWanted, parseWebhooks } from '../../../../../electron/core/gateway/webhooks/webhook-file.ts';

const file = '/etc/max-desk/webhooks.json';
const good = { name: 'control-room', url: 'https://hooks.example.com/a?b=c', secretFile: '/etc/secret' };
const parse = (...webhooks: object[]) => parseWebhooks(JSON.stringify({ webhooks }), file);

describe('a file of webhooks', () => {
  test('names receivers, by https or on this computer, with a secret from elsewhere', () => {
    const all = [
      { ...good, conditions: ['entrapment'], sites: ['Riverside'] },
      { name: 'other', url: 'http://localhost:8080/', secretDescriptor: 3 },
    ];
    expect(parse(...all)).toEqual(all);
  });

  test.each([
    ['{', 'is not valid JSON: line 1, column 2'],
    ['[]', 'must be an object with a list "webhooks"'],
    ['{"hunter2": 1}', 'must be an object with a list "webhooks"'],
    ['{"webhooks": []}', '"webhooks" must name at least one'],
    ['{"webhooks": [], "extra": 1}', '"extra" is not a key of a file of webhooks'],
    [
      JSON.stringify({ webhooks: [{ ...good, colour: 'red' }] }),
      '"webhooks.0.colour" is not a key of a webhook',
    ],
  ])('%s is refused by its place', (text, reason) => {
    expect(() => parseWebhooks(text, file)).toThrow(
      expect.objectContaining({
        code: 'configuration',
        message: expect.stringMatching(new RegExp(`^${file}: ${reason.replace(/[.[\]]/g, '\\$&')}`)),
      }),
    );
  });

  test.each([
    [{ url: 'http://hooks.example.com/' }, '"webhooks.0.url" must be an https URL'],
    [{ url: 'https://user:hunter2@hooks.example.com/' }, '"webhooks.0.url" must be an https URL'],
    [{ url: 'file:///etc/passwd' }, '"webhooks.0.url" must be an https URL'],
    [{ url: 'https://hooks.example.com/#hunter2' }, '"webhooks.0.url" must have no fragment'],
    [{ name: 'a\nb' }, '"webhooks.0.name" must be letters'],
    [{ secretFile: 'hunter2' }, '"webhooks.0.secretFile" must be an absolute path'],
    [{ secretFile: undefined }, '"webhooks.0" must have either'],
    [{ secretDescriptor: 3 }, '"webhooks.0" must have either'],
    [{ conditions: ['hunter2'] }, '"webhooks.0.conditions.0" must be "entrapment" or'],
    [{ conditions: [] }, '"webhooks.0.conditions" must name at least one'],
    [{ secret: 'hunter2' }, '"webhooks.0.secret" is not a key of a webhook'],
  ])('%j is refused by its key, without what it says', (change, reason) => {
    let said = '';
    try {
      parse({ ...good, ...change });
    } catch (error) {
      said = (error as Error).message;
    }
    expect(said).toContain(`${file}: ${reason}`);
    expect(said).not.toContain('hunter2');
  });

  test('has no two receivers of one name', () => {
    expect(() => parse(good, good)).toThrow(/"webhooks\.1\.name" is that of another one/);
  });
});

test('who wants to know of an outage hears of its end, too, at the sites that count', () => {
  const out = { site: 'A', before: 'in-service', condition: 'out-of-service' } as const;
  const back = { site: 'A', before: 'out-of-service', condition: 'limited' } as const;
  const only = { conditions: ['out-of-service' as const] };
  expect(isWanted({}, out)).toBe(true);
  expect([isWanted(only, out), isWanted(only, back)]).toEqual([true, true]);
  expect(isWanted({ conditions: ['entrapment'] }, out)).toBe(false);
  expect([isWanted({ sites: ['A'] }, out), isWanted({ sites: ['B'] }, out)]).toEqual([true, false]);
});
