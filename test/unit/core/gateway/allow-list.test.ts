import { describe, expect, test } from 'vitest';
import { createAllowList } from '../../../../electron/core/gateway/allow-list.ts';

const list = createAllowList(['GET /units', 'post /orders', 'GET /units/*', 'DELETE /a%2db*']);

describe('the list of what may be called', () => {
  test.each([
    ['GET', '/units', { path: '/units', query: '' }],
    ['GET', '/units?page=2&search=a%20b', { path: '/units', query: '?page=2&search=a%20b' }],
    ['GET', '/units?', { path: '/units', query: '?' }],
    ['GET', '/%75nits', { path: '/units', query: '' }],
    ['GET', '/units/U-1/events', { path: '/units/U-1/events', query: '' }],
    ['POST', '/orders', { path: '/orders', query: '' }],
    ['DELETE', '/a-bc', { path: '/a-bc', query: '' }],
  ])('lets %s %s pass', (method, target, to) => expect(list.check(method, target)).toEqual(to));

  test.each([
    ['GET', '/', 403],
    ['GET', '/Units', 403],
    ['GET', '/unitsx', 403],
    ['GET', '/orders/1', 403],
    ['HEAD', '/units', 405],
    ['POST', '/units', 405],
    ['get', '/units', 405],
    ['GET', '/units/../orders', 400],
    ['GET', '/units/%2e%2e/orders', 400],
    ['GET', '/units%2f1', 400],
    ['GET', 'http://127.0.0.1/units', 400],
    ['OPTIONS', '*', 400],
    ['GET', '/units?a b', 400],
    ['GET', '/units?ü', 400],
  ])('answers %s %s with %i', (method, target, status) =>
    expect(list.check(method, target)).toMatchObject({ status, text: expect.stringMatching(/\S\n$/) }),
  );

  test('says which methods a path has', () => {
    expect(list.check('PUT', '/units')).toMatchObject({ headers: { allow: 'GET' } });
    expect(createAllowList(['GET /*', 'PUT /units']).check('POST', '/units')).toMatchObject({
      headers: { allow: 'GET, PUT' },
      text: 'This gateway allows GET, PUT for /units, and not POST.\n',
    });
  });

  test.each([
    '',
    'GET',
    '/units',
    'GET units',
    'TRACE /units',
    'CONNECT /',
    'FOO /units',
    'GET /a/../b',
    'GET /a?b',
    'GET /*/b',
    'GET //',
  ])('has no rule %j', (rule) => {
    expect(() => createAllowList(['GET /units', rule])).toThrow(
      expect.objectContaining({ code: 'usage', message: expect.stringContaining(`"${rule}"`) }),
    );
  });
});
