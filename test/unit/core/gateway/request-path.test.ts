import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalisedPath } from '../../../../electron/core/gateway/request-path.ts';
import { fuzz } from '../../../fakes/fuzz.ts';

describe('a path', () => {
  test.each([
    ['/units', '/units'],
    ['/', '/'],
    ['/units/', '/units/'],
    // RFC 3986 §6.2.2: the same address in another form.
    ['/%75nits', '/units'],
    ['/a%2db%7e', '/a-b~'],
    ['/caf%c3%a9', '/caf%C3%A9'],
    ['/a%20b', '/a%20b'],
    ["/a!$&'()*+,;=:@b", "/a!$&'()*+,;=:@b"],
    ['/a..b/...', '/a..b/...'],
    ['/a%25b', '/a%25b'],
  ])('%s is compared and sent as %s', (given, same) => expect(normalisedPath(given)).toBe(same));

  test.each([
    '',
    'units',
    '*',
    'http://api.example/units',
    '//units',
    '/units//1',
    '/units/..',
    '/../secret',
    '/units/../secret',
    '/units/./1',
    '/units/%2e%2e/secret',
    '/units/.%2E/secret',
    '/units/..;/secret',
    '/units/..;a=b/secret',
    '/units/%2E%2e;/secret',
    '/units%2f..%2fsecret',
    '/units%5c..',
    String.raw`/units\..\secret`,
    '/units%00',
    '/units%252e%252e',
    '/units%25252Fsecret',
    '/units%',
    '/units%2',
    '/units%zz',
    '/units#part',
    '/units?query',
    '/ünits',
    '/a b',
    '/a\tb',
    '/a\r\nHost: x',
    '/<script>',
    '/{id}',
    '/a"b',
    '/a|b',
    '/a^b`',
  ])('%j is not called: two servers may read it in two ways', (given) =>
    expect(normalisedPath(given)).toBeUndefined(),
  );

  test('that is called stays the same when it is normalised again, and is what the URL parser makes of it', async () => {
    const piece = fc.constantFrom(
      '/',
      '.',
      '..',
      '%2e',
      '%2F',
      '%5c',
      '%25',
      '%75',
      '%',
      ';',
      'a',
      '2f',
      '\\',
      '?',
      '#',
      ' ',
    );
    await fuzz(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const path = normalisedPath(`/${pieces.join('')}`);
        if (path === undefined) return;
        expect(normalisedPath(path)).toBe(path);
        // Nobody who reads it as a URL comes to another place.
        expect(new URL(`http://api.example${path}`).pathname).toBe(path);
        expect(path).not.toMatch(/\/\/|\\|%2F|%5C|\/\.{1,2}(?:[/;]|$)/);
      }),
      3_000,
    );
  });
});
