/** The query of a path as rows. A row keeps what the path has, so that nothing changes which nobody has edited. */

/** A part of a query; only the rows that are on stand in the path. */
export interface QueryRow {
  /** As the path has it. */
  readonly name: string;
  /** As the path has it; null where there is no "=". */
  readonly value: string | null;
  readonly on: boolean;
}

/** What a person sees and writes in a row. */
export interface QueryText {
  readonly name: string;
  readonly value: string;
}

const blank: QueryRow = { name: '', value: null, on: false };

/** The rows of the query in a path, in its order. */
export function queryRows(path: string): QueryRow[] {
  return split(path).query?.split('&').map(rowOf) ?? [];
}

/** The path with these rows as its query. */
export function withQuery(path: string, rows: readonly QueryRow[]): string {
  const { before, after } = split(path);
  const on = rows.filter((row) => row.on).map(partOf);
  return `${before}${on.length === 0 ? '' : `?${on.join('&')}`}${after}`;
}

/**
 * The rows of a path that was edited. Those that are off are not in it: they stay where they were, as far as the rows
 * around them are still there.
 */
export function followedRows(rows: readonly QueryRow[], path: string): QueryRow[] {
  const next = queryRows(path);
  const before = rows.filter((row) => row.on).map(partOf);
  const after = next.map(partOf);
  const least = Math.min(before.length, after.length);
  let same = 0;
  while (same < least && before[same] === after[same]) same += 1;
  const result = [...next];
  let on = 0;
  let added = 0;
  for (const row of rows) {
    if (row.on) {
      on += 1;
      continue;
    }
    const fromEnd = next.length - (before.length - on);
    result.splice((on <= same ? on : Math.max(same, fromEnd)) + added, 0, row);
    added += 1;
  }
  return result;
}

/** Another row at the end. It stands in the path once something is written into it. */
export function addedRow(rows: readonly QueryRow[]): QueryRow[] {
  return [...rows, blank];
}

/** The rows with one of them changed. */
export function editedRow(
  rows: readonly QueryRow[],
  index: number,
  change: Partial<QueryText & Pick<QueryRow, 'on'>>,
): QueryRow[] {
  const row = rows[index] ?? blank;
  const isNew = !row.on && partOf(row) === '';
  return rows.with(index, {
    name: change.name === undefined ? row.name : written(change.name, row.name, /[%&+#=\s\p{Cc}]/gu),
    value:
      change.value === undefined ? row.value : written(change.value, row.value ?? '', /[%&+#\s\p{Cc}]/gu),
    on: change.on ?? (row.on || isNew),
  });
}

/** What a row says, decoded as a form is: "+" is a space, "%2B" a plus. */
export function queryText({ name, value }: QueryRow): QueryText {
  return { name: decoded(name) ?? name, value: decoded(value ?? '') ?? value ?? '' };
}

/** Undefined for what is no percent-encoded UTF-8, such as "%E4" or "100%". */
function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}

/** A text as it stands in a path. What could not be decoded was shown as it was, and stays as it is. */
function written(text: string, before: string, special: RegExp): string {
  const isRaw = decoded(before) === undefined;
  return text.replace(special, (char) =>
    isRaw && (char === '%' || char === '+') ? char : encodeURIComponent(char),
  );
}

function rowOf(part: string): QueryRow {
  const at = part.indexOf('=');
  if (at < 0) return { name: part, value: null, on: true };
  return { name: part.slice(0, at), value: part.slice(at + 1), on: true };
}

function partOf({ name, value }: QueryRow): string {
  return value === null ? name : `${name}=${value}`;
}

/** What is before the "?" and from the "#" on; the query is null where there is no "?". */
function split(path: string): { before: string; query: string | null; after: string } {
  const [, start = '', query, after = ''] = /^([^?#]*)(?:\?([^#]*))?(#.*)?$/s.exec(path) ?? [];
  return { before: start, query: query ?? null, after };
}
