import { expect, test } from 'vitest';
import { pageDialect } from '../../../../../electron/core/doctor/shapes/list-frames.ts';

const link = 'https://max.example/units?$skip=10';

test.each([
  [
    { value: [], '@odata.nextLink': link, '@odata.count': 90 },
    { list: 'value', next: '@odata.nextLink', link: 'absolute', count: '@odata.count', countOf: 'list' },
  ],
  [
    { Data: [], Links: { next: { href: link } }, count: 10, meta: { total: '90', page: 99 } },
    { list: 'Data', next: 'Links/next/href', link: 'absolute', count: 'meta/total', countOf: 'list' },
  ],
  [
    {
      tags: [],
      items: [],
      links: [
        { rel: 'self', href: '/x' },
        { rel: 'next', href: link },
      ],
    },
    { list: 'items', next: 'links/[]/href', link: 'absolute', count: null, countOf: null },
  ],
  [{ 'U-1': [] }, { list: '*', next: 'Link', link: 'absolute', count: null, countOf: null }],
  [[], { list: '', next: 'Link', link: 'absolute', count: null, countOf: null }],
])('finds in %j where list, link and count are', (beside, dialect) => {
  const { page, total } = pageDialect(beside, link, 10);
  expect(page).toEqual(dialect);
  expect(total).toBe(dialect.count === null ? null : 90);
});

test('tells a count of the page from that of the list, and how links are written', () => {
  const page = (next: string | undefined, count: number) =>
    pageDialect({ value: [], next, count, pageCount: 99 }, next, 10).page;
  expect(page('/units?2', 10)).toMatchObject({ link: 'rooted', countOf: 'page' });
  expect(page('units?2', 20)).toMatchObject({ link: 'relative', countOf: 'list' });
  expect(page(undefined, 10)).toMatchObject({ next: null, link: null, countOf: 'list' });
});

test.each(['value', 'Items', 'DATA', 'units', 'results'])('takes a list called %s before others', (name) => {
  expect(pageDialect({ tags: [], [name]: [] }, undefined, 10).page.list).toBe(name);
});
