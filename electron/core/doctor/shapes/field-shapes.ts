/** The shape of many JSON values: which fields they have, and what is in them, without what it says. */
import type { UnitReading } from '../../connection/unit-reading.ts';
import { createOtherWords, isEnumField, type OtherWords } from './enum-values.ts';
import { anyName } from './field-names.ts';
import {
  count,
  type FieldNode,
  type FieldShape,
  type JsonType,
  mostDistinct,
  reportOf,
  sumOfCounts,
} from './field-report.ts';
import { numberForm, textForm } from './value-forms.ts';

/** What is beyond is not looked at. */
const deepest = 8;
const mostNames = 200;
const mostFields = 3_000;
const mostElements = 20;
/** Different values of an enum field. */
const mostKept = 1_000;

/** Collects values. @param others gets the words of fields that are no enums */
export function createFieldShapes(others: OtherWords = createOtherWords()) {
  let fields = 0;
  const root = node([]);

  function node(path: readonly string[]): FieldNode {
    fields += 1;
    const values = isEnumField(path) ? new Map<string | number, number>() : undefined;
    return {
      types: new Map(),
      forms: new Map(),
      values,
      texts: new Set(),
      inner: new Map(),
      element: undefined,
    };
  }

  function nodeOf({ inner }: FieldNode, name: string, path: readonly string[]): FieldNode {
    const isRoom = inner.size < mostNames && fields < mostFields;
    const known = inner.get(name) ?? (isRoom ? undefined : inner.get(anyName));
    if (known) return known;
    const added = isRoom ? name : anyName;
    const next = node([...path, added]);
    inner.set(added, next);
    return next;
  }

  /** @param written the same with each number as the text that it was written as */
  function add(at: FieldNode, value: unknown, written: unknown, path: readonly string[]): void {
    const type = typeOf(value);
    count(at.types, type);
    if (type === 'number') {
      count(at.forms, numberForm(typeof written === 'string' ? written : String(value)));
      note(at, value as number);
    } else if (type === 'text') {
      count(at.forms, textForm(value as string));
      note(at, (value as string).trim());
      if (!at.values) others.add(value as string);
    } else if (path.length >= deepest) return;
    else if (type === 'array') {
      const list = value as unknown[];
      const twins = Array.isArray(written) ? written : list;
      at.element ??= node([...path, '[]']);
      for (const [i, each] of list.slice(0, mostElements).entries())
        add(at.element, each, twins[i], [...path, '[]']);
    } else if (type === 'object') {
      const twins = Object(written) as Record<string, unknown>;
      for (const [name, each] of Object.entries(value as object))
        add(nodeOf(at, name, path), each, twins[name], [...path, name]);
    }
  }

  return {
    /** @param written the same value with each number as the text that it was written as, see `withNumbersAsTexts` */
    add: (value: unknown, written: unknown = value) => add(root, value, written, []),
    /** How many values there were. */
    size: () => sumOfCounts(root.types),
    /**
     * What was found, each field after the one that it is in.
     * @param columnOf by the path, in lower case with dots
     * @param own where the connection has the columns: these names are shown
     */
    report(
      columnOf: (path: string) => string | undefined = () => undefined,
      own: UnitReading['fields'] = {},
    ): FieldShape[] {
      const declared = new Set(Object.values(own).flatMap((path) => pathsTo(path ?? '')));
      const isDeclared = (path: string) => declared.has(path);
      return reportOf(root, { shown: [], raw: [] }, undefined, { columnOf, isDeclared, others });
    },
  };
}

/** Of `A.b.c`: `a`, `a.b` and `a.b.c`. */
function pathsTo(path: string): string[] {
  const names = path.toLowerCase().split('.');
  return names.map((_, last) => names.slice(0, last + 1).join('.'));
}

function typeOf(value: unknown): JsonType {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'string') return 'text';
  return typeof value === 'number' ? 'number' : 'object';
}

function note({ values, texts }: FieldNode, value: string | number): void {
  if (typeof value === 'string' && texts.size <= mostDistinct) texts.add(value);
  if (values && value !== '' && (values.has(value) || values.size < mostKept)) count(values, value);
}
