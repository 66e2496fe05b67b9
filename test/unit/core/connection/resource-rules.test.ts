import { describe, expect, test } from 'vitest';
import { parseConnection } from '../../../../electron/core/connection/connection-file.ts';
import { connectionId } from '../../../../electron/core/connection/connection-ids.ts';
import { answersOf, fileOf } from '../../../../electron/core/connections/setup-answers.ts';
import { resourcesOf } from '../../../../electron/core/resources/resources.ts';
import { connectionWith, fileWith } from '../../../fakes/connection.ts';

const withResources = (resources: unknown) => ({ 'api.resources': resources });
const orders = { path: '/units/{unitId}/orders', title: 'Work orders', columns: ['id', 'by.name'] };

describe('the resources of a connection file', () => {
  test('are a path alone, or a path with more', () => {
    const connection = connectionWith(
      withResources({ inbox: '/users/{userId}/inbox', orders: { ...orders, document: '/files/{id}' } }),
    );
    expect(resourcesOf(connection)).toEqual([
      { name: 'inbox', title: 'inbox', path: '/users/{userId}/inbox', ofUnit: false },
      { name: 'orders', ...orders, document: '/files/{id}', ofUnit: true },
    ]);
    expect(resourcesOf(connectionWith())).toEqual([]);
  });

  test('may have fifty columns', () => {
    const columns = Array.from({ length: 50 }, (_, i) => `c${i}`);
    const { api } = connectionWith(withResources({ orders: { ...orders, columns } }));
    expect(api.resources?.['orders']).toMatchObject({ columns });
  });

  test('change nothing of who one is signed in to', () => {
    expect(connectionId(connectionWith(withResources({ orders })))).toBe(connectionId(connectionWith()));
  });

  test('stay when the connection is edited in the window', () => {
    const connection = connectionWith(withResources({ orders, inbox: '/inbox' }));
    const edited = parseConnection(JSON.stringify(fileOf(answersOf(connection), connection)), 'edited');
    expect(edited.api.resources).toEqual(connection.api.resources);
  });

  test.each([
    [{ orders: {} }, 'api.resources.orders.path', 'is missing'],
    [{ orders: 7 }, 'api.resources.orders', 'must be an object'],
    [{ orders: 'units' }, 'api.resources.orders.path', 'must be a path that starts with /'],
    [{ orders: '/a b' }, 'api.resources.orders.path', 'must be a path that starts with /'],
    [{ orders: '/units/{id}' }, 'api.resources.orders.path', 'must have no braces but {unitId} and {userId}'],
    [{ orders: { path: '/a', kind: 'x' } }, 'api.resources.orders.kind', 'is not a key of a connection file'],
    [{ orders: { path: '/a', columns: [] } }, 'api.resources.orders.columns', 'must have 1 to 50 entries'],
    [
      { orders: { path: '/a', columns: Array.from({ length: 51 }, (_, i) => `c${i}`) } },
      'api.resources.orders.columns',
      'must have 1 to 50 entries',
    ],
    [{ orders: { path: '/a', columns: [''] } }, 'api.resources.orders.columns.0', 'must not be empty'],
    [
      { orders: { path: '/a', title: 'a\nb' } },
      'api.resources.orders.title',
      'must not have control characters',
    ],
    [
      { orders: { path: '/a', document: '/ {id}' } },
      'api.resources.orders.document',
      'must be a property, or a path that starts with / and has properties in braces',
    ],
    [{ 'a b': '/a' }, 'api.resources', 'must have names of letters, digits, ".", "_" and "-"'],
    [['/a'], 'api.resources', 'must be an object'],
  ])('are refused by their key: %j', (resources, key, text) => {
    expect(() => parseConnection(fileWith(withResources(resources)), 'max.json')).toThrow(
      expect.objectContaining({ code: 'configuration', details: { file: 'max.json', key, text } }),
    );
  });
});
