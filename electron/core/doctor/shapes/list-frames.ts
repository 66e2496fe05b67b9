/** Where a page has its list, the link to the next page and the number of units. */
import { anyName, isPlainName } from './field-names.ts';

/** Paths as in a field's shape; null for what there is not. */
export interface PageDialect {
  /** Empty where the document is the list. */
  list: string | null;
  /** `Link` is the header. */
  next: string | null;
  /** How the link to the next page is written. */
  link: 'absolute' | 'rooted' | 'relative' | null;
  count: string | null;
  /** What it counts. */
  countOf: 'list' | 'page' | null;
}

/** A name of a number of items. */
const countName = /^(?:@?(?:odata\.)?count|total(?:_?(?:count|elements|items|records|results|units))?)$/i;

/**
 * The dialect of the first page, and the number of units in the list if it is there.
 * @param beside the document with an empty list
 * @param link to the next page, as the reader finds it
 * @param items how many came
 */
export function pageDialect(
  beside: unknown,
  link: string | undefined,
  items: number,
): { page: PageDialect; total: number | null } {
  const leaves = leavesOf(beside, [], []);
  const next = leaves.find(
    ({ value }) => link !== undefined && typeof value === 'string' && value.trim() === link,
  );
  // Next to the number of all, there may be that of the page.
  const [count] = leaves
    .filter(({ path, value }) => countName.test(path.at(-1) ?? '') && /^\d{1,15}$/.test(String(value)))
    .sort((a, b) => Number(b.value) - Number(a.value));
  const isOfPage = link !== undefined && Number(count?.value) === items;
  return {
    page: {
      list: listIn(beside),
      next: next ? shown(next.path) : link === undefined ? null : 'Link',
      link: link === undefined ? null : formOf(link),
      count: count ? shown(count.path) : null,
      countOf: count ? (isOfPage ? 'page' : 'list') : null,
    },
    total: count && !isOfPage ? Number(count.value) : null,
  };
}

interface Leaf {
  path: readonly string[];
  value: unknown;
}

/** Links and counts are not deeper. */
const deepest = 4;

function leavesOf(value: unknown, path: readonly string[], found: Leaf[]): Leaf[] {
  if (typeof value !== 'object' || value === null) found.push({ path, value });
  else if (path.length < deepest) {
    for (const [name, each] of Object.entries(value))
      leavesOf(each, [...path, Array.isArray(value) ? '[]' : name], found);
  }
  return found;
}

/** The list is the property that has been emptied. */
function listIn(beside: unknown): string | null {
  if (Array.isArray(beside)) return '';
  const lists = Object.entries(Object(beside) as object).filter(
    ([, value]) => Array.isArray(value) && value.length === 0,
  );
  const usual = lists.find(([name]) => usualLists.includes(name.toLowerCase()));
  const [name] = usual ?? lists[0] ?? [];
  return name === undefined ? null : shown([name]);
}

const usualLists = ['value', 'items', 'data', 'units', 'results'];

function shown(path: readonly string[]): string {
  return path.map((name) => (name === '[]' || isPlainName(name) ? name : anyName)).join('/');
}

function formOf(link: string): 'absolute' | 'rooted' | 'relative' {
  if (URL.canParse(link)) return 'absolute';
  return link.startsWith('/') ? 'rooted' : 'relative';
}
