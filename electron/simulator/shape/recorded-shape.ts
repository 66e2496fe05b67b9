/** A shape as `max-desk doctor --shapes` prints it, as trees of fields. */

/** How often each of some things was there. */
export type Counts<T> = readonly (readonly [thing: T, count: number])[];

export interface ShapeNode {
  /** `[]` is each value of a list. */
  readonly name: string;
  readonly path: string;
  readonly column: string | undefined;
  readonly missing: number;
  readonly types: Counts<string>;
  readonly forms: Counts<string>;
  readonly values: Counts<string | number>;
  readonly inner: ShapeNode[];
  element: ShapeNode | undefined;
}

export interface RecordedShape {
  readonly headers: Readonly<Record<string, unknown>>;
  readonly page: {
    readonly list: string | null;
    readonly next: string | null;
    readonly link: 'absolute' | 'rooted' | 'relative';
    readonly count: string | null;
    readonly countOf: 'list' | 'page';
  };
  readonly pageSize: number | undefined;
  readonly around: ShapeNode | undefined;
  readonly item: ShapeNode;
  readonly event: ShapeNode | undefined;
}

type Fields = Readonly<Record<string, unknown>>;

/** Reads a shape. Throws a RangeError for what is none. */
export function recordedShape(value: unknown): RecordedShape {
  const { format, version, list, hub } = fieldsIn(value);
  if (format !== 'max-desk-shapes' || version !== 1)
    throw noShape('it is not what "max-desk doctor --shapes" prints');
  const { headers, page, pageSizes, around, fields } = fieldsIn(list);
  const item = treeOf(fields);
  if (item === undefined) throw noShape('it has no item of a list');
  const [pageSize] = Array.isArray(pageSizes) ? (pageSizes as unknown[]) : [];
  const { list: name, next, link, count, countOf } = fieldsIn(page);
  return {
    headers: fieldsIn(headers),
    page: {
      list: textIn(name),
      next: textIn(next),
      link: link === 'rooted' || link === 'relative' ? link : 'absolute',
      count: textIn(count),
      countOf: countOf === 'page' ? 'page' : 'list',
    },
    pageSize:
      typeof pageSize === 'number' && Number.isInteger(pageSize) && pageSize > 0 ? pageSize : undefined,
    around: treeOf(around),
    item,
    event: treeOf(fieldsIn(hub)['events']),
  };
}

function noShape(why: string): RangeError {
  return new RangeError(`The shape cannot be read: ${why}.`);
}

const fieldsIn = (value: unknown): Fields => Object(value) as Fields;
const textIn = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** The fields of a list in a tree; undefined where there are none. Each comes after the one that it is in. */
function treeOf(rows: unknown): ShapeNode | undefined {
  const nodes = new Map<string, ShapeNode>();
  for (const row of Array.isArray(rows) ? rows.map(fieldsIn) : []) {
    const node = nodeOf(row);
    const at = node.path.lastIndexOf('/');
    const around = node.path === '' ? undefined : nodes.get(at < 0 ? '' : node.path.slice(0, at));
    if (node.path !== '' && around === undefined) throw noShape(`"${node.path}" is in no other field`);
    if (node.name === '[]') {
      if (around) around.element = node;
    } else around?.inner.push(node);
    nodes.set(node.path, node);
  }
  return nodes.get('');
}

function nodeOf({ path, column, missing, types, forms, values, numbers }: Fields): ShapeNode {
  if (typeof path !== 'string') throw noShape('a field has no path');
  return {
    name: path.slice(path.lastIndexOf('/') + 1),
    path,
    column: typeof column === 'string' ? column : undefined,
    missing: typeof missing === 'number' && missing > 0 ? Math.trunc(missing) : 0,
    types: countsIn(types),
    forms: countsIn(forms),
    values: [
      ...countsIn(values),
      ...countsIn(numbers).map(([number, count]) => [Number(number), count] as const),
    ],
    inner: [],
    element: undefined,
  };
}

function countsIn(value: unknown): Counts<string> {
  const entries = Object.entries(fieldsIn(value));
  if (
    entries.every(
      (entry): entry is [string, number] => Number.isSafeInteger(entry[1]) && Number(entry[1]) >= 0,
    )
  )
    return entries;
  throw noShape('a count is no number');
}

/** How many there are of all together. */
export function sumOf(counts: Counts<unknown>): number {
  return counts.reduce((sum, [, count]) => sum + count, 0);
}

/** The thing with this number, from 0 on, when they stand one behind the other, and which one of its kind it is. */
export function thingAt<T>(counts: Counts<T>, index: number): readonly [thing: T, index: number] | undefined {
  let left = index;
  for (const [thing, count] of counts) {
    if (left < count) return [thing, left];
    left -= count;
  }
  return undefined;
}
