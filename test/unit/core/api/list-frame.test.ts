import { describe, expect, test } from 'vitest';
import { createTally, nextLink, saysMore } from '../../../../electron/core/api/list-frame.ts';

const page = 'units?page=2';

describe('the next page', () => {
  test.each<[string, object]>([
    ['nextLink', { nextLink: page }],
    ['NextLink', { NextLink: page }],
    ['OData 4', { '@odata.nextLink': page }],
    ['OData 4.01', { '@nextLink': page }],
    ['OData 3', { 'odata.nextLink': page }],
    ['next', { next: page }],
    ['an object with href', { next: { href: page } }],
    ['links.next', { links: { next: page } }],
    ['links.next.href', { links: { self: { href: 'units' }, next: { href: page } } }],
    ['HAL', { _links: { next: { href: page } } }],
    [
      'an array of links',
      {
        links: [
          { rel: 'self', href: 'units' },
          { rel: 'next', href: page },
        ],
      },
    ],
    ['a link with a uri', { links: [{ rel: 'next', uri: page }] }],
    ['a link with a url', { next: { Url: page } }],
    ['a good one behind an empty one', { nextLink: '', '@odata.nextLink': page }],
    ['a good one behind an empty one of the same name', { nextLink: page, NextLink: ' ' }],
    ['a good one behind none', { nextLink: null, links: { next: { href: page } } }],
  ])('is found by %s', (_what, beside) => expect(nextLink(beside, new Headers())).toBe(page));

  test.each([
    `<${page}>; rel="next"`,
    `<${page}>; rel=next`,
    `<${page}>;rel=NEXT`,
    `<${page}>; title="a, b"; rel="next"`,
    `<${page}>; title="a \\"b\\", <x>; rel=prev"; rel="next"`,
    `<${page}>; rel="last next"`,
    `<units>; rel="first", <${page}>; rel="next", <units?page=9>; rel="last"`,
    `<units>; rel=nextish, <${page}>; rel=next`,
    `<>; rel="next", <${page}>; rel="next"`,
    `<${page}> ; hreflang=de ; rel = "next"`,
    `<${page}>; rel="next"; rel="prev"`,
    `<units?a=1,2>; rel=prev,<${page}>; rel=next`,
    `<units>; rel=prev what is this, <${page}>; rel=next`,
  ])('is found by the header %s', (link) => {
    expect(nextLink({ nextLink: '' }, new Headers({ link }))).toBe(page);
  });

  test.each(['<u>; rel=nextish', '<u>; rel="prev"; rel="next"', '<u>; title="rel=next"', '<u>', 'next', ''])(
    'is not in the header %j',
    (link) => expect(nextLink({}, new Headers({ link }))).toBeUndefined(),
  );

  test('of something else is not followed', () => {
    const link = '<other?page=2>; rel="next"; anchor="/other"';
    expect(nextLink({}, new Headers({ link }))).toBeUndefined();
  });

  test.each([null, undefined, [], 'x', { nextLink: 7 }, { nextLink: {} }, { links: 'next' }, { links: [] }])(
    'is not in %j',
    (beside) => expect(nextLink(beside, new Headers())).toBeUndefined(),
  );
});

describe('a page without a link that can be followed', () => {
  test.each([
    { hasMore: true },
    { has_more: true },
    { hasNextPage: true },
    { nextPage: 2 },
    { NextPageToken: 'x' },
    { continuationToken: 'x' },
    { nextLink: 7 },
    { next: { page: 2 } },
    { links: { next: { page: 2 } } },
    { pagination: { next_cursor: 'x' } },
    { meta: { hasNext: true } },
    { next_page_url: 'https://example.com/units?page=2' },
  ])('says that more follows: %j (R41)', (beside) => expect(saysMore(beside)).toBe(true));

  test.each([
    null,
    {},
    { hasMore: false },
    { hasMore: 'false' },
    { hasMore: 'No' },
    { nextPage: '0' },
    { nextPage: null },
    { nextPage: 0 },
    { nextLink: '' },
    { nextLink: {} },
    { continuationToken: '' },
    { nextMaintenance: 'May' },
    { moreInformation: 'https://example.com' },
    { links: { self: 'units', next: null } },
    { links: { self: 'units', next: { href: null } } },
  ])('is the last one: %j', (beside) => expect(saysMore(beside)).toBe(false));

  test('ends a list that is not whole', () => {
    const tally = createTally();
    tally.begin({ status: 200, headers: new Headers() });
    tally.add(2, {});
    expect(tally.shortfall(true)).toEqual({ total: null, received: 2 });
  });
});

describe('a list', () => {
  /** The pages of a list: how many items came, and what stood beside them. */
  function counted(pages: readonly (readonly [number, object])[], status = 200, headers = new Headers()) {
    const tally = createTally();
    for (const [items, beside] of pages) {
      tally.begin({ status, headers });
      tally.add(items, beside);
    }
    return tally.shortfall(false);
  }

  const names = ['count', '@odata.count', '@count', 'odata.count', 'total', 'totalCount', 'total_count'];
  test.each([...names, 'Count', 'TotalCount', 'totalElements', 'totalItems', 'total_results'])(
    'that is shorter than its %s says so (R41)',
    (name) => {
      expect(counted([[2, { [name]: 3 }]])).toEqual({ total: 3, received: 2 });
      expect(counted([[3, { [name]: 3 }]])).toBeNull();
    },
  );

  test('may have its count as a text, and on one of its pages only', () => {
    expect(counted([[2, { 'odata.count': '3' }]])).toEqual({ total: 3, received: 2 });
    expect(
      counted([
        [2, { '@odata.count': 3 }],
        [1, {}],
      ]),
    ).toBeNull();
  });

  test('is as long as the largest count says: beside a total, a count is that of the page', () => {
    expect(counted([[2, { count: 2, total: 3 }]])).toEqual({ total: 3, received: 2 });
    expect(counted([[2, { totalCount: 3, count: 2 }]])).toEqual({ total: 3, received: 2 });
    expect(counted([[2, { meta: { total: 3 } }]])).toEqual({ total: 3, received: 2 });
    expect(
      counted([
        [2, { count: 2, pagination: { total: 3 } }],
        [1, { count: 1, pagination: { total: 3 } }],
      ]),
    ).toBeNull();
  });

  test('is whole where each page counts its own items', () => {
    expect(
      counted([
        [2, { count: 2 }],
        [1, { count: 1 }],
      ]),
    ).toBeNull();
    expect(
      counted([
        [2, { count: 2 }],
        [1, { count: 2 }],
      ]),
    ).toEqual({ total: 2, received: 3 });
  });

  test.each(['totalPages', 'total_pages', 'pages', 'pageCount', 'last_page'])(
    'that is shorter than its number of pages, %s, is not whole (R41)',
    (name) => {
      const page = { count: 2, [name]: 2 };
      expect(counted([[2, page]])).toEqual({ total: null, received: 2 });
      expect(counted([[2, { meta: page }]])).toEqual({ total: null, received: 2 });
      expect(
        counted([
          [2, page],
          [2, page],
        ]),
      ).toBeNull();
      expect(counted([[2, { [name]: 1 }]])).toBeNull();
    },
  );

  describe('with a total in an object about its page', () => {
    /** Of pages of two. */
    const page = (number: number, more: object) => ({ page: { number, size: 2, ...more } });

    test('has as many pages, where the items are counted beside it', () => {
      const first = page(0, { total: 2, totalElements: 3 });
      expect(counted([[2, first]])).toEqual({ total: 3, received: 2 });
      expect(
        counted([
          [2, first],
          [1, page(1, { total: 2, totalElements: 3 })],
        ]),
      ).toBeNull();
    });

    test('has as many items, where the pages are counted beside it', () => {
      expect(counted([[2, page(0, { total: 5, totalPages: 3 })]])).toEqual({ total: 5, received: 2 });
      expect(counted([[2, page(0, { total: 2, totalPages: 1 })]])).toBeNull();
    });

    test.each([
      ['items', [2, 1]],
      ['pages', [2, 2, 1]],
    ])('of three that may be that of the %s is whole where it is right as that', (_what, sizes) => {
      const pages = sizes.map((items, n) => [items, page(n, { total: 3 })] as const);
      expect(counted(pages.slice(0, 1))).toEqual({ total: null, received: 2 });
      expect(counted(pages)).toBeNull();
    });

    test.each([
      [1, 3],
      [2, 5],
      [3, 2],
    ])('is not whole where it is wrong as both: %i answers, %i', (answers, total) => {
      const pages = Array.from({ length: answers }, (_, n) => [2, page(n, { total })] as const);
      expect(counted(pages)).toEqual({ total: null, received: 2 * answers });
    });

    test('is not whole with fewer items than pages', () => {
      expect(
        counted([
          [1, page(0, { total: 2 })],
          [0, page(1, { total: 2 })],
        ]),
      ).toEqual({ total: null, received: 1 });
    });

    test('has that of the items where nothing tells of a page', () => {
      expect(counted([[2, { page: { total: 3 } }]])).toEqual({ total: 3, received: 2 });
      expect(counted([[2, { meta: { page: 1, total: 3 } }]])).toEqual({ total: 3, received: 2 });
    });
  });

  test.each([{}, { count: 'many' }, { count: -1 }, { count: 1.5 }, { count: null }])(
    'that is not counted is whole: %j',
    (beside) => expect(counted([[2, beside]])).toBeNull(),
  );

  test('in a response that is a part is never whole', () => {
    expect(counted([[2, {}]], 206)).toEqual({ total: null, received: 2 });
    expect(counted([[2, { count: 2 }]], 206)).toEqual({ total: null, received: 2 });
    const headers = new Headers({ 'content-range': 'units 0-1/5' });
    expect(counted([[2, {}]], 206, headers)).toEqual({ total: 5, received: 2 });
  });

  test.each<[string, string]>([
    ['content-range', 'units 0-1/5'],
    ['content-range', '*/5'],
    ['x-total-count', '5'],
    ['X-Total-Count', ' 5 '],
  ])('that is shorter than its header %s: %s says is not whole (R41)', (name, said) => {
    const headers = new Headers({ [name]: said });
    expect(counted([[2, {}]], 200, headers)).toEqual({ total: 5, received: 2 });
    expect(counted([[2, { count: 2 }]], 200, headers)).toEqual({ total: 5, received: 2 });
    const pages = [
      [2, { count: 2 }],
      [3, { count: 3 }],
    ] as const;
    expect(counted(pages, 200, headers)).toBeNull();
  });

  test.each<[string, string]>([
    ['content-range', 'bytes 0-199/5'],
    ['content-range', 'units 0-1/*'],
    ['x-total-count', 'many'],
  ])('has no size in %s: %s', (name, said) => {
    expect(counted([[2, {}]], 200, new Headers({ [name]: said }))).toBeNull();
  });
});

describe('the size of a list, while it comes,', () => {
  /** What is told after each answer, and at the end. */
  function told(...answers: readonly (readonly [number, object])[]) {
    const tally = createTally();
    return answers.map(([items, beside], place) => {
      tally.begin({ status: 200, headers: new Headers() });
      tally.add(items, beside);
      return tally.total(place === answers.length - 1);
    });
  }

  test('is what the service counts', () => {
    expect(told([2, { count: 5 }], [2, { count: 5 }], [1, { count: 5 }])).toEqual([5, 5, 5]);
    expect(told([2, { count: 5 }], [2, {}], [1, {}])).toEqual([5, 5, 5]);
  });

  test('is never that of a page, however the pages grow', () => {
    expect(told([3, { count: 3 }], [3, { count: 3 }], [1, { count: 1 }])).toEqual([null, null, null]);
    const tally = createTally();
    for (const count of [3, 9]) {
      tally.begin({ status: 200, headers: new Headers() });
      tally.add(3, { count });
    }
    // Six of nine would be wrong: twelve have been counted.
    expect(tally.total(true)).toBeNull();
  });

  test('is never less than what has come', () => {
    expect(told([4, { count: 3 }])).toEqual([null]);
    expect(told([2, { count: 5 }], [4, {}])).toEqual([5, null]);
  });

  test('is not one that may be the number of the pages', () => {
    expect(told([2, { page: { number: 0, size: 2, total: 3 } }], [1, {}])).toEqual([null, null]);
  });
});
