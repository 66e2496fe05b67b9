import { randomInt } from 'node:crypto';
import type { FleetUnit } from '../fleet/fleet.ts';
import { diceOf, pick } from '../fleet/sites.ts';
import type { TwinEvent } from '../fleet/traffic.ts';

/**
 * What a service decides about how it writes a list, the first of each row as this simulator does by itself. The real
 * service is not known, so tests run over all of these.
 */
const CHOICES = {
  /** The name of the list; '' is an array without anything around it, and `lifts` is no usual name. */
  list: ['value', 'items', 'data', 'units', 'results', 'lifts', ''],
  /** Where the link to the next page is: properties, each in the one before, or the header `Link`. */
  next: [
    'nextLink',
    '@odata.nextLink',
    '@nextLink',
    'odata.nextLink',
    'next',
    'next/href',
    'links/next',
    'links/next/href',
    '_links/next/href',
    'links[]',
    'Link',
  ],
  link: ['absolute', 'rooted', 'relative'],
  /** What the last page has for a link. */
  noLink: ['left-out', 'null', 'empty'],
  /** Whether an empty link of another name stands before a good one. */
  emptyLink: ['no', 'yes'],
  count: [
    'count',
    '@odata.count',
    '@count',
    'odata.count',
    'total',
    'totalCount',
    'meta/total',
    'pagination/totalCount',
    '',
  ],
  countAs: ['number', 'text'],
  countOf: ['list', 'page'],
  /** Where count and link stand. */
  beside: ['after', 'before'],
  /** The names of a unit's fields, see `unit-form.ts`. */
  names: ['own', 'short', 'nested', 'placed'],
  letters: ['camel', 'pascal', 'upper', 'lower'],
  /** Numbers are beyond 2^53. */
  ids: ['text', 'number', 'zeros'],
  statuses: ['words', 'enum', 'german', 'number'],
  directions: ['word', 'number', 'digits', 'lower'],
  dates: ['zoned', 'offset', 'fine', 'local', 'blank', 'seconds', 'milliseconds'],
  numbers: ['number', 'text', 'comma'],
  absent: ['null', 'left-out'],
  empty: ['200', '204'],
  charset: ['utf-8', '', 'utf-8-bom', 'us-ascii', 'iso-8859-1', 'utf-16le'],
  coding: ['', 'gzip', 'br', 'deflate', 'zstd'],
} as const;

/** What there is to say about a page beside its units. */
export interface AboutPage {
  /** Units in the whole list. */
  readonly total: number;
  /** Units in this page. */
  readonly items: number;
  /** The address of the first page, and of the next one if there is one. */
  readonly first: string;
  readonly next: string | undefined;
}

/** How a recorded service writes. What is undefined is written as the dialect does. */
export interface Recorded {
  readonly unit: (unit: FleetUnit) => unknown;
  readonly event: ((event: TwinEvent) => unknown) | undefined;
  /** To be told of each event, so that the list shows it too. */
  readonly note: (event: TwinEvent) => void;
  readonly list:
    | ((page: AboutPage) => { head: string; tail: string; headers: Readonly<Record<string, string>> })
    | undefined;
}

type Mix = { readonly [Row in keyof typeof CHOICES]: (typeof CHOICES)[Row][number] };
/** No mix has names that nobody can know: somebody has to say what they mean. */
export type Dialect = Omit<Mix, 'names'> & {
  readonly names: Mix['names'] | 'foreign';
  readonly recorded?: Recorded;
};

/** The simulator's own. */
export const PLAIN = chosen((choices) => choices[0]);

const NAMED = {
  plain: PLAIN,
  odata: { ...PLAIN, next: '@odata.nextLink', count: '@odata.count', beside: 'before', dates: 'offset' },
  'odata-v3': {
    ...PLAIN,
    next: 'odata.nextLink',
    link: 'relative',
    count: 'odata.count',
    countAs: 'text',
    dates: 'local',
    numbers: 'text',
  },
  dotnet: {
    ...PLAIN,
    list: 'items',
    noLink: 'null',
    count: 'totalCount',
    letters: 'pascal',
    ids: 'number',
    statuses: 'enum',
    directions: 'number',
    dates: 'fine',
    coding: 'gzip',
  },
  nested: {
    ...PLAIN,
    list: 'data',
    next: 'links/next/href',
    link: 'rooted',
    count: 'meta/total',
    names: 'nested',
    dates: 'milliseconds',
    absent: 'left-out',
    coding: 'br',
  },
  bare: {
    ...PLAIN,
    list: '',
    next: 'Link',
    count: '',
    names: 'short',
    ids: 'zeros',
    dates: 'seconds',
    empty: '204',
    charset: '',
  },
  german: {
    ...PLAIN,
    list: 'results',
    next: 'next',
    count: 'total',
    names: 'placed',
    statuses: 'german',
    directions: 'lower',
    dates: 'blank',
    numbers: 'comma',
    charset: 'iso-8859-1',
    coding: 'deflate',
  },
  numbers: {
    ...PLAIN,
    list: 'units',
    next: '_links/next/href',
    emptyLink: 'yes',
    countOf: 'page',
    letters: 'lower',
    ids: 'number',
    statuses: 'number',
    directions: 'digits',
    dates: 'milliseconds',
    charset: 'utf-16le',
    coding: 'zstd',
  },
  foreign: { ...PLAIN, names: 'foreign', statuses: 'number' },
} as const satisfies Record<string, Dialect>;

/** `random` mixes the choices by a seed of its own, `random:SEED` by this one. */
export type DialectName = keyof typeof NAMED | 'random' | `random:${number}`;

export const dialectNames = Object.keys(NAMED) as (keyof typeof NAMED)[];
const LARGEST_SEED = 2 ** 31;

/** The dialect with this name; of a random one the name has the seed. Throws a RangeError for an unknown name. */
export function dialectNamed(name: string): { readonly name: DialectName; readonly dialect: Dialect } {
  const known = dialectNames.find((each) => each === name);
  if (known !== undefined) return { name: known, dialect: NAMED[known] };
  if (name === 'random') return dialectNamed(`random:${randomInt(LARGEST_SEED)}`);
  const seed = /^random:(\d{1,10})$/.exec(name)?.[1];
  if (seed === undefined)
    throw new RangeError(`A dialect is ${dialectNames.join(', ')}, random or random:SEED, not "${name}".`);
  return { name: `random:${Number(seed)}`, dialect: mixed(Number(seed)) };
}

function mixed(seed: number): Dialect {
  const dice = diceOf(seed);
  const dialect = chosen((choices, row) => pick(choices, dice(row, 60)));
  // Around an array alone there is no place for a link or a count.
  if (dialect.list === '') return { ...dialect, next: 'Link', count: '' };
  // A list without a usual name is only recognised as the only array.
  return dialect.next === 'links[]' && dialect.list === 'lifts' ? { ...dialect, list: 'items' } : dialect;
}

function chosen(choose: (choices: readonly string[], row: number) => string | undefined): Dialect {
  const rows = Object.entries(CHOICES).map(([name, choices], row) => [name, choose(choices, row)]);
  return Object.fromEntries(rows) as Dialect;
}
