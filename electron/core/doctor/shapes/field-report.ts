/** What is told of collected values. */
import { type OtherWords, shownValues } from './enum-values.ts';
import { anyName, isPlainName, isUsualName } from './field-names.ts';

export type JsonType = 'object' | 'array' | 'text' | 'number' | 'true' | 'false' | 'null';

/** A field, or the value itself, whose path is empty. */
export interface FieldShape {
  /** The names that lead to it, with slashes between them; `[]` is each value of a list. */
  path: string;
  /** The column of a unit that is read from it. */
  column?: string;
  /** In how many of the objects around it it is not. */
  missing?: number;
  types: Partial<Record<JsonType, number>>;
  /** How texts and numbers are written. */
  forms?: Record<string, number>;
  /** Values of an enum, and how often each occurs; `hidden` are those that may not be shown. */
  values?: Record<string, number>;
  numbers?: Record<string, number>;
  hidden?: number;
  /** Number of different texts, if they are few. */
  distinct?: number;
}

/** A field while values are collected. */
export interface FieldNode {
  types: Map<JsonType, number>;
  forms: Map<string, number>;
  /** Of an enum field only. */
  values: Map<string | number, number> | undefined;
  /** Different texts, until there are too many: they are only counted. */
  texts: Set<string>;
  inner: Map<string, FieldNode>;
  element: FieldNode | undefined;
}

/** More different texts are not counted. */
export const mostDistinct = 20;
/** A name that fewer objects have may be data. */
const fewest = 3;
/** So many names of one kind look like data. */
const mostAlike = 3;

/** Counts one more, or `by` more. */
export function count<K>(counts: Map<K, number>, key: K, by = 1): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}

/** How many there are of all together. */
export function sumOfCounts(counts: ReadonlyMap<unknown, number>): number {
  return [...counts.values()].reduce((all, each) => all + each, 0);
}

/** The path as it may be shown, and as it is. */
interface Paths {
  shown: readonly string[];
  raw: readonly string[];
}

interface Knowledge {
  columnOf: (path: string) => string | undefined;
  /** Whether the connection names this path, in lower case with dots. */
  isDeclared: (path: string) => boolean;
  others: OtherWords;
}

/** A field and those in it. @param around how many objects are around it */
export function reportOf(
  at: FieldNode,
  { shown, raw }: Paths,
  around: number | undefined,
  known: Knowledge,
): FieldShape[] {
  const size = sumOfCounts(at.types);
  const column = known.columnOf(raw.join('.').toLowerCase());
  const own: FieldShape = {
    path: shown.join('/'),
    ...(column === undefined ? {} : { column }),
    ...(around === undefined || around <= size ? {} : { missing: around - size }),
    types: Object.fromEntries(at.types),
    ...(at.forms.size === 0 ? {} : { forms: Object.fromEntries(at.forms) }),
    ...valuesOf(at, raw, known.others),
    ...(at.texts.size > 0 && at.texts.size <= mostDistinct ? { distinct: at.texts.size } : {}),
  };
  const objects = at.types.get('object') ?? 0;
  const inner = cleaned(at.inner, objects, raw, known).flatMap(([name, rawName, each]) =>
    reportOf(
      each,
      { shown: [...shown, name], raw: [...raw, rawName] },
      name === anyName ? undefined : objects,
      known,
    ),
  );
  const element = at.element
    ? reportOf(at.element, { shown: [...shown, '[]'], raw: [...raw, '[]'] }, undefined, known)
    : [];
  return [own, ...inner, ...element];
}

function valuesOf(
  { values, types, forms }: FieldNode,
  path: readonly string[],
  others: OtherWords,
): Partial<FieldShape> {
  const total = (types.get('text') ?? 0) - (forms.get('blank') ?? 0) + (types.get('number') ?? 0);
  if (!values || values.size === 0) return {};
  const { shown, hidden } = shownValues(path, values, total, others);
  const texts = shown.filter(([value]) => typeof value === 'string');
  const numbers = shown.filter(([value]) => typeof value === 'number');
  return {
    ...(texts.length > 0 ? { values: Object.fromEntries(texts) } : {}),
    ...(numbers.length > 0 ? { numbers: Object.fromEntries(numbers) } : {}),
    ...(hidden > 0 ? { hidden } : {}),
  };
}

type NamedNode = [shown: string, raw: string, node: FieldNode];

/** The fields of an object with the names that may be shown; all other ones are put together. */
function cleaned(
  inner: ReadonlyMap<string, FieldNode>,
  objects: number,
  raw: readonly string[],
  known: Pick<Knowledge, 'isDeclared'>,
): NamedNode[] {
  const isRoot = raw.length === 0;
  const isDeclared = (name: string) => known.isDeclared([...raw, name].join('.').toLowerCase());
  const isField = (name: string) => isDeclared(name) || isUsualName(name);
  const isData = (!isRoot || objects < fewest) && looksLikeData(inner, isField, isRoot ? mostAlike : 1);
  const kept: NamedNode[] = [];
  let others: FieldNode | undefined;
  for (const [name, each] of inner) {
    const isOwn = isField(name) || (!isData && sumOfCounts(each.types) >= Math.min(fewest, objects));
    if (isDeclared(name) || (isPlainName(name) && isOwn)) kept.push([name, name, each]);
    else others = merged(others, each);
  }
  return others ? [...kept, [anyName, anyName, others]] : kept;
}

/**
 * Whether an object is a table by what its names say: most of them, and at least `least`, are none that a field has, and
 * their values are of one kind.
 */
function looksLikeData(
  inner: ReadonlyMap<string, FieldNode>,
  isField: (name: string) => boolean,
  least: number,
): boolean {
  const strange = [...inner].filter(([name]) => !isField(name));
  const kinds = new Set(strange.map(([, { types }]) => kindOf(types)));
  // What is null may be of any kind.
  kinds.delete('');
  return strange.length >= least && strange.length > inner.size / 2 && kinds.size <= 1;
}

function kindOf(types: FieldNode['types']): string {
  return [...types.keys()]
    .filter((type) => type !== 'null')
    .sort()
    .join();
}

/** What is in both, without values and texts of their own. */
function merged(a: FieldNode | undefined, b: FieldNode): FieldNode {
  const inner = new Map(a?.inner);
  for (const [name, each] of b.inner) {
    const known = inner.get(name);
    inner.set(name, known ? merged(known, each) : each);
  }
  return {
    types: together(a?.types, b.types),
    forms: together(a?.forms, b.forms),
    values: undefined,
    texts: new Set(),
    inner,
    element: b.element && a?.element ? merged(a.element, b.element) : (b.element ?? a?.element),
  };
}

function together<K>(a: ReadonlyMap<K, number> | undefined, b: ReadonlyMap<K, number>): Map<K, number> {
  const all = new Map(a);
  for (const [key, by] of b) count(all, key, by);
  return all;
}
