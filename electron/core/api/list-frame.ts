/** What stands around the items of a list: the link to its next page, and how many items there are (R41). */
import type { Shortfall } from '../../contract/units.ts';
import type { ApiReply } from './client.ts';

/** In the order in which they are taken, in lower case. */
const linkNames = ['nextlink', '@odata.nextlink', '@nextlink', 'odata.nextlink', 'next'];
const linkHolders = ['links', '_links'];
/** Objects in which services put what they say about the page: some about it alone, the others about more. */
const pageObjects = ['pagination', 'paging', 'page'];
const pageHolders = [...linkHolders, ...pageObjects, 'meta'];
/** Names in lower case: of a number of items, of a number of pages, and of the page's own number. */
const itemsName = /^(?:@?(?:odata\.)?count|total_?(?:count|elements|items|records|results|units))$/;
const pagesName =
  /^(?:(?:total_?)?pages|(?:pages?|total_?page)_?count|(?:num|number_?of)_?pages|last_?page)$/;
const pageNumberName = /^(?:(?:current_?|page_?)?(?:number|page|index)|current)$/;

/** The link to the next page, from the properties beside the list or the `Link` header; relative links are possible. */
export function nextLink(beside: unknown, headers: Pick<Headers, 'get'>): string | undefined {
  const fields = lowerCased(beside);
  const inside = linkHolders.map((name) => linkIn(fields.get(name)));
  const links = [...linkNames.map((name) => fields.get(name)), ...inside].map(targetOf);
  // An empty link does not hide a good one.
  return links.find((link) => link !== '') ?? linkedNext(headers.get('link') ?? '');
}

/** The properties of an object that say something, by name in lower case. */
function lowerCased(value: unknown): Map<string, unknown> {
  const said = Object.entries(Object(value) as object).filter(([, each]) => each !== null && !isBlank(each));
  return new Map(said.map(([name, each]): [string, unknown] => [name.toLowerCase(), each]));
}

function isBlank(value: unknown): boolean {
  return typeof value === 'string' && value.trim() === '';
}

/** Links are an object with the relation types as names, or an array of objects with `rel`. */
function linkIn(links: unknown): unknown {
  if (!Array.isArray(links)) return lowerCased(links).get('next');
  return links.find((link) => String(lowerCased(link).get('rel')).toLowerCase() === 'next');
}

/** A link is a text, or an object with one. */
function targetOf(link: unknown): string {
  if (typeof link === 'string') return link.trim();
  const fields = lowerCased(link);
  const text = fields.get('href') ?? fields.get('uri') ?? fields.get('url');
  return typeof text === 'string' ? text.trim() : '';
}

const target = /[^<]*<([^>]*)>/y;
const parameter = /\s*;\s*(?:([^\s;,="<>]+)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;,"]*)))?)?/y;

/** The target of the first `next` in a `Link` header (RFC 8288 §3). */
function linkedNext(header: string): string | undefined {
  for (let at = 0; at < header.length; ) {
    target.lastIndex = at;
    const uri = target.exec(header)?.[1]?.trim();
    if (uri === undefined) return undefined;
    const { parameters, end } = parametersFrom(header, target.lastIndex);
    at = end;
    const relations = (parameters.get('rel') ?? '').toLowerCase().split(/\s+/);
    // With an anchor it is a link of something else.
    if (uri !== '' && relations.includes('next') && !parameters.has('anchor')) return uri;
  }
  return undefined;
}

function parametersFrom(header: string, start: number): { parameters: Map<string, string>; end: number } {
  const parameters = new Map<string, string>();
  let end = start;
  parameter.lastIndex = start;
  for (let found = parameter.exec(header); found; found = parameter.exec(header)) {
    end = parameter.lastIndex;
    const [, name = '', quoted, token = ''] = found;
    const known = name.toLowerCase();
    // Of several of a name only the first counts.
    if (!parameters.has(known)) parameters.set(known, quoted?.replace(/\\(.)/g, '$1') ?? token);
  }
  return { parameters, end };
}

/** Names of what says that more follows. */
const moreName =
  /^(?:has_?)?(?:next|more)(?:_?(?:page|link|token|cursor|offset|data|items|results|url|page_?(?:token|url)))?$|^continuation_?token$/;

/** The properties beside the list, under '', and those of the objects there that tell of the page; names in lower case. */
function aboutPage(beside: unknown): Map<string, Map<string, unknown>> {
  const fields = lowerCased(beside);
  const inner = pageHolders.map((name) => [name, lowerCased(fields.get(name))] as const);
  return new Map([['', fields], ...inner]);
}

/** Whether the properties beside the list say that more follows: `hasMore`, `nextPage`, `continuationToken` and so on. */
export function saysMore(beside: unknown): boolean {
  const isMore = ([name, value]: [string, unknown]) =>
    moreName.test(name) &&
    (typeof value === 'object' ? lowerCased(value).size > 0 : !/^\s*(?:false|no|0)\s*$/i.test(String(value)));
  return [...aboutPage(beside).values()].some((fields) => [...fields].some(isMore));
}

/** The largest whole number of these values; OData 3 writes it as a text. */
function largest(values: readonly unknown[]): number | null {
  const numbers = values
    .map((value) => (typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value))
    .filter((value) => typeof value === 'number')
    .filter((number) => Number.isSafeInteger(number) && number >= 0);
  return numbers.length > 0 ? Math.max(...numbers) : null;
}

/**
 * What the properties beside the list count. The largest number of items counts: next to a `total`, a `count` is that of
 * the page. In an object about the page alone, a `total` beside the page's number may as well be that of the pages
 * (`either`), unless something there tells which.
 */
function countsIn(beside: unknown): Record<'items' | 'pages' | 'either', number | null> {
  const found: Record<'items' | 'pages' | 'either', unknown[]> = { items: [], pages: [], either: [] };
  for (const [holder, fields] of aboutPage(beside)) {
    const under = (kind: RegExp) => [...fields].filter(([name]) => kind.test(name)).map(([, value]) => value);
    const pages = under(pagesName);
    const isClear = pages.length > 0 || under(/^total./).length > 0 || under(pageNumberName).length === 0;
    found.items.push(...under(itemsName));
    found.pages.push(...pages);
    found[isClear || !pageObjects.includes(holder) ? 'items' : 'either'].push(fields.get('total'));
  }
  return { items: largest(found.items), pages: largest(found.pages), either: largest(found.either) };
}

/** The size of the whole list in the headers, in whatever response they are. A range of bytes is not one of items. */
function sizeIn(headers: Pick<Headers, 'get'>): number | null {
  const [, size] = /^(?!\s*bytes\b).*\/\s*(\d{1,15})\s*$/i.exec(headers.get('content-range') ?? '') ?? [];
  return largest([size, headers.get('x-total-count')?.trim()]);
}

/** Counts the items of a list over all its pages, and compares that with what the service counts. */
export function createTally() {
  let total: number | null = null;
  let received = 0;
  /** Without what was repeated. */
  let distinct = 0;
  let answers = 0;
  /** The counts of all pages together: some services count the items of the page only. */
  let sum = 0;
  let counted: number | null = null;
  /** Each count so far was that of its page. */
  let isOfPages = false;
  let isPart = false;
  /** The size of the whole list, if a header has it. */
  let whole: number | null = null;
  /** The number of pages, and one that is that of the pages or of the items. */
  let pages: number | null = null;
  let either: number | null = null;

  /** With something repeated, a count is that of the whole list unless each page before had its own. */
  const areOfPages = () => received === sum + (counted ?? 0) && (received === distinct || isOfPages);
  const isCounted = () =>
    whole === null ? total === null || distinct === total || areOfPages() : distinct === whole;
  function arePagesWhole(): boolean {
    if (pages !== null && pages > answers) return false;
    return either === null || either === distinct || (either === answers && either < received);
  }

  return {
    /** A response begins. */
    begin({ status, headers }: Pick<ApiReply, 'status' | 'headers'>): void {
      sum += counted ?? 0;
      isOfPages = counted !== null && received === sum;
      counted = null;
      answers += 1;
      whole = sizeIn(headers) ?? whole;
      if (status === 206) isPart = true;
    },
    /** Items have come, with these properties beside them so far; `repeated` of them not for the first time. */
    add(items: number, beside: unknown, repeated = 0): void {
      received += items;
      distinct += items - repeated;
      const counts = countsIn(beside);
      counted = counts.items ?? counted;
      total = counted ?? total;
      pages = counts.pages ?? pages;
      either = counts.either ?? either;
    },
    /**
     * The size of the list, if the service says it and it can be that: the number of items in a page is not.
     * @param isOver the list has come to its end
     */
    total(isOver: boolean): number | null {
      const size = whole ?? (isOfPages ? null : total);
      if (size === null) return null;
      return distinct < size || (distinct === size && isOver) ? size : null;
    },
    /**
     * What is missing at the end of the list, or too much; null for a whole one. Of a part the size may be unknown.
     * @param more the last page says that more follows
     */
    shortfall(more: boolean): Shortfall | null {
      if (isCounted() && arePagesWhole() && !isPart && !more) return null;
      return { total: isCounted() ? null : (whole ?? total), received: distinct };
    },
  };
}
