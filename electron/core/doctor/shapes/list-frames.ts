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

/**
 * The dialect of a page.
 * @param beside the document with an empty list
 * @param known what the reader makes of it: the link, the number and how many items came
 */
export function pageDialect(
  beside: unknown,
  known: { link: string | undefined; total: number | null; items: number },
): PageDialect {
  const leaves = leavesOf(beside, [], []);
  const { link, total, items } = known;
  const next = leaves.find(({ value }) => link !== undefined && typeof value === 'string' && value.trim() === link);
  const count = leaves.find(
    ({ path, value }) => total !== null && /count|total/i.test(path.at(-1) ?? '') && String(value) === String(total),
  );
  return {
    list: listIn(beside),
    next: next ? shown(next.path) : link === undefined ? null : 'Link',
    link: link === undefined ? null : formOf(link),
    count: count ? shown(count.path) : null,
    countOf: count ? (link !== undefined && total === items ? 'page' : 'list') : null,
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
