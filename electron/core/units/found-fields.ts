/** What the items of a list have, and which of it may be which column of the units. Pure; for who sets a connection up. */
import { fittingText } from '../../contract/fitting-text.ts';
import { type UnitColumn, unitColumns } from '../../contract/names.ts';
import { isFieldPath } from '../connection/unit-reading.ts';
import { printable } from '../printable.ts';
import { createUnitColumns } from './unit-columns.ts';
import { conditionOf } from './unit-status.ts';
import { directionIn, momentIn, percentIn, textIn, typeIn } from './unit-values.ts';

/** A field of the items. */
export interface FoundField {
  /** The names that lead to it, with dots between, as the first item spells them. */
  path: string;
  /** What the items say there, as texts; those that say nothing are left out. */
  values: string[];
}

export type Places = Partial<Record<UnitColumn, string>>;

/** What is nested deeper, and more fields, are left out. */
const deepest = 6;
const mostFields = 200;

/** The fields of the items in the order in which they come. Lists in an item have no place in a column. */
export function foundFields(items: readonly unknown[]): FoundField[] {
  const found = new Map<string, FoundField>();
  for (const item of items) collect(found, item, []);
  return [...found.values()];
}

function collect(found: Map<string, FoundField>, from: unknown, outer: readonly string[]): void {
  if (typeof from !== 'object' || from === null || Array.isArray(from) || outer.length > deepest) return;
  for (const [name, value] of Object.entries(from as Record<string, unknown>)) {
    const path = [...outer, name].join('.');
    // A name with a dot in it is found on the item itself only.
    if (!isFieldPath(path) || (outer.length > 0 && name.includes('.'))) continue;
    collect(found, value, [...outer, name]);
    const text = textIn(value);
    const known = found.get(path.toLowerCase());
    if (text !== undefined && known) known.values.push(text);
    else if (text !== undefined && found.size < mostFields)
      found.set(path.toLowerCase(), { path, values: [text] });
  }
}

/** What a field has, to be shown: no control characters, and cut. */
export function exampleOf({ values: [first = ''] }: FoundField): string {
  return fittingText(printable(first).replace(/\s+/g, ' ').trim(), 60);
}

/** The fields that are taken without a word of the connection, as far as these items tell. */
export function recognised(fields: readonly FoundField[]): Places {
  const byPath = new Map(fields.map((field) => [field.path.toLowerCase(), field]));
  const { slots } = createUnitColumns();
  const places: Places = {};
  for (const column of unitColumns) {
    const { paths, read } = slots[column];
    const best = paths
      .flatMap((path) => byPath.get(path.toLowerCase()) ?? [])
      .find(({ values }) => values.some((value) => read(value) !== undefined));
    if (best) places[column] = best.path;
  }
  return places;
}

/**
 * Which field is which column: what is recognised, then what its name and its values make likely. No field is two
 * columns by likelihood. A person decides.
 */
export function proposal(fields: readonly FoundField[]): Places {
  const places = recognised(fields);
  const taken = new Set(Object.values(places));
  const most = Math.max(...fields.map(({ values }) => values.length));
  for (const [column, { name, fits, alone }] of likely) {
    if (places[column] !== undefined) continue;
    const free = fields.filter(({ path, values }) => !taken.has(path) && fits(values, most));
    const found = free.find(({ path }) => isCalled(name, path)) ?? (alone && free.find(alone));
    if (!found) continue;
    places[column] = found.path;
    taken.add(found.path);
  }
  return places;
}

interface Likeness {
  /** What the column may be called, English and German, in lower case. */
  name: RegExp;
  /** Whether the values can be those of the column. */
  fits: (values: readonly string[], most: number) => boolean;
  /** Whether the values alone make it likely. */
  alone?: (field: FoundField) => boolean;
}

/** Names that only repeat what the object around them is called. */
const plainName = /^(?:name|text|value|wert|label|title|titel|bezeichnung|code|kurz|kurztext|description)$/;

function isCalled(name: RegExp, path: string): boolean {
  const [outer = '', last = ''] = ['', ...path.toLowerCase().split('.')].slice(-2);
  return name.test(last) || (plainName.test(last) && name.test(outer));
}

const mostly = (read: (value: string) => unknown) => (values: readonly string[]) =>
  values.filter((value) => read(value) !== undefined).length * 2 > values.length;
const areMoments = mostly(momentIn);
const isAny = () => true;
/** A status is one of a few. */
const areFew = (values: readonly string[]) => new Set(values).size <= 30;
const isKnownStatus = mostly((value) => (conditionOf(value) === 'unknown' ? undefined : value));
const isFraction = (value: string) => /^-?\d+\.\d+$/.test(value);
const areIds = (values: readonly string[], most: number) =>
  values.length === most && new Set(values).size === most && !values.some(isFraction);
const isKnownType = mostly((value) => (typeIn(value) === 'other' ? undefined : value));
/** Digits, and nothing that people write. */
const isCode = ({ values }: FoundField) =>
  values.every((value) => /^(?=.*\d)[\w./:-]{1,40}$/.test(value) && momentIn(value) === undefined);

/** The clearest first, because what is taken is not taken again. */
const likely: readonly (readonly [UnitColumn, Likeness])[] = [
  [
    'id',
    { name: /(?:id|nr|key|number|nummer|kennung|kennzeichen|unitno|unitcode)$/, fits: areIds, alone: isCode },
  ],
  [
    'status',
    {
      name: /status|zustand|state$|condition/,
      fits: areFew,
      alone: ({ values }) => isKnownStatus(values),
    },
  ],
  ['outSince', { name: /since|seit|beginn|changed|ge(?:ä|ae)ndert/, fits: areMoments }],
  ['lastSeen', { name: /seen|gesehen|kontakt|contact|heartbeat|online|erreicht/, fits: areMoments }],
  [
    'lastEvent',
    { name: /^last|letzte|zuletzt|gemeldet|event|ereignis|update|aktual|stamp|stempel/, fits: areMoments },
  ],
  ['availability', { name: /verf(?:ü|ue)gbar|availab|uptime|quote/, fits: mostly(percentIn) }],
  [
    'direction',
    {
      name: /direction|richtung|fahrt/,
      fits: mostly(directionIn),
      alone: ({ values }) => values.some((value) => /^(?:up|down)/i.test(value)),
    },
  ],
  ['floor', { name: /(?:floor|level|landing|stockwerk|etage|gescho(?:ss|ß)|ebene)$/, fits: isAny }],
  ['type', { name: /(?:type|typ|kind|art)$/, fits: isKnownType }],
  ['country', { name: /country|^land$|^staat$|^pays$/, fits: isAny }],
  ['city', { name: /(?:city|town)$|^ort$|ortsname|stadt$|gemeinde|^ville$/, fits: isAny }],
  ['address', { name: /address|adresse|anschrift|street|stra(?:ss|ß)e/, fits: isAny }],
  [
    'site',
    { name: /site|building|property|facility|geb(?:ä|ae)ude|objekt|standort|liegenschaft/, fits: isAny },
  ],
  ['name', { name: /name$|bezeichnung$|^title$|^titel$|^label$/, fits: isAny }],
];
