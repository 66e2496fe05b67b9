import { type AboutPage, type Dialect, PLAIN, type Recorded } from '../dialect/dialects.ts';
import { type FleetUnit, fleetIndex } from '../fleet/fleet.ts';
import type { TwinEvent } from '../fleet/traffic.ts';
import { listAround } from './list-around.ts';
import { madeUpNumber, madeUpText, writtenAs } from './made-up.ts';
import { type Counts, type RecordedShape, type ShapeNode, sumOf, thingAt } from './recorded-shape.ts';

const DIRECTIONS = ['Up', 'Down', 'Relevel', 'None'];
const CHARSETS = ['utf-8', 'us-ascii', 'iso-8859-1', 'utf-16le'] as const;
const CODINGS = ['gzip', 'br', 'deflate', 'zstd'] as const;
/** Forms that only numbers have. */
const NUMBER_FORMS = ['whole', 'whole beyond 2^53', 'decimal', 'exponent'];
/** Elements of a list. */
const MOST_ELEMENTS = 20;

/** What events have changed of a unit, in the simulator's words. */
interface Change {
  readonly equipmentStatus?: string;
  readonly currentTripDirection?: string;
}

/** A dialect that writes lists, units and events as they were recorded; what was not recorded is as in `plain`. */
export function recordedDialect(shape: RecordedShape): Dialect {
  const { headers, page } = shape;
  const type = String(headers['content-type'] ?? '');
  const charset =
    CHARSETS.find((each) => type.includes(`charset=${each}`)) ?? (type.includes('charset') ? 'utf-8' : '');
  return {
    ...PLAIN,
    ids: idsOf(shape.item),
    link: page.link,
    charset,
    coding: CODINGS.find((each) => each === headers['content-encoding']) ?? '',
    recorded: recordedForms(shape),
  };
}

function idsOf(item: ShapeNode): Dialect['ids'] {
  const id = find(item, (node) => node.column === 'id');
  if (id?.types.some(([type]) => type === 'number')) return 'number';
  return id?.forms.some(([form]) => form === '9') ? 'zeros' : 'text';
}

function find(node: ShapeNode, isIt: (node: ShapeNode) => boolean): ShapeNode | undefined {
  if (isIt(node)) return node;
  for (const each of [...node.inner, ...(node.element ? [node.element] : [])]) {
    const found = find(each, isIt);
    if (found) return found;
  }
  return undefined;
}

function recordedForms(shape: RecordedShape): Recorded {
  const { item, event, around, page } = shape;
  const changes = new Map<string, Change>();
  let events = 0;

  function unitForm(unit: FleetUnit): unknown {
    return made(item, fleetIndex(unit.unitId), (node, type, form, chosen) => {
      const change = changes.get(unit.unitId);
      if (node.column === 'status' && change?.equipmentStatus)
        return statusWord(node, change.equipmentStatus);
      if (node.column === 'direction' && change?.currentTripDirection)
        return directionWord(node, change.currentTripDirection);
      return chosen ?? cell(unit, node.column, type, form);
    });
  }

  function eventForm(root: ShapeNode, twin: TwinEvent): unknown {
    events += 1;
    const form = made(
      root,
      events,
      (_node, type, name, chosen) => chosen ?? cell(undefined, undefined, type, name),
    );
    const fields = Object(form) as Record<string, unknown>;
    for (const node of root.inner) {
      const field = TWIN_FIELDS.find((each) => each.toLowerCase() === node.name.toLowerCase());
      if (field === undefined) continue;
      const value = twin[field];
      if (value !== null) fields[node.name] = twinValue(node, field, value);
      else if (node.types.some(([type]) => type === 'null')) fields[node.name] = null;
      else delete fields[node.name];
    }
    return fields;
  }

  return {
    unit: unitForm,
    event: event && ((twin) => eventForm(event, twin)),
    note({ unitId, equipmentStatus, currentTripDirection }) {
      changes.set(unitId, {
        ...changes.get(unitId),
        ...(equipmentStatus === null ? {} : { equipmentStatus }),
        ...(currentTripDirection === null ? {} : { currentTripDirection }),
      });
    },
    list: around && page.list !== null ? (about: AboutPage) => listAround(around, page, about) : undefined,
  };
}

type Leaf = (
  node: ShapeNode,
  type: 'text' | 'number',
  form: string,
  chosen: string | number | undefined,
) => unknown;

/**
 * The value of a field in the object with this number; undefined where the field is not there. As many objects as were
 * recorded have each value as often as it was recorded.
 */
function made(node: ShapeNode, index: number, leaf: Leaf): unknown {
  const all: Counts<string> = [['missing', node.missing], ...node.types];
  const [type, at] = thingAt(all, mixed(node, index, sumOf(all))) ?? ['missing', 0];
  if (type === 'null') return null;
  if (type === 'true' || type === 'false') return type === 'true';
  if (type === 'array') return elementsOf(node, at, leaf);
  if (type === 'object') {
    const fields = node.inner.map((each) => [each.name, made(each, at, leaf)] as const);
    return Object.fromEntries(fields.filter(([, value]) => value !== undefined));
  }
  return type === 'text' || type === 'number' ? leafOf(node, type, at, leaf) : undefined;
}

function elementsOf({ element, types }: ShapeNode, at: number, leaf: Leaf): unknown[] {
  if (element === undefined) return [];
  const arrays = types.find(([type]) => type === 'array')?.[1] ?? 1;
  const length = Math.min(MOST_ELEMENTS, Math.round(sumOf(element.types) / arrays));
  return Array.from({ length }, (_, i) => made(element, at * length + i, leaf));
}

function leafOf(node: ShapeNode, type: 'text' | 'number', at: number, leaf: Leaf): unknown {
  const chosen = thingAt(
    node.values.filter(([value]) => (typeof value === 'number') === (type === 'number')),
    at,
  )?.[0];
  const isOfType = ([form]: readonly [string, number]) =>
    type === 'number' ? NUMBER_FORMS.includes(form) || form.endsWith('1970') : !NUMBER_FORMS.includes(form);
  // What the values of an enum look like comes first.
  const forms = [...node.forms].filter(isOfType).sort(([a], [b]) => Number(isWord(b)) - Number(isWord(a)));
  const form = thingAt(forms, at)?.[0] ?? forms.at(-1)?.[0] ?? (type === 'number' ? 'whole' : 'word');
  return leaf(node, type, form, chosen);
}

const isWord = (form: string) => form === 'word' || form === 'words' || form === '9';

const STEPS = [7_919, 7_907, 7_901, 7_883, 7_879, 7_877, 7_873];

/** Each number below `size` once, in another order for each field, so that fields do not go together. */
function mixed({ path }: ShapeNode, index: number, size: number): number {
  if (size === 0) return 0;
  const step = STEPS.find((each) => size % each !== 0) ?? 1;
  return ((index % size) * step + path.length * 31 + (path.codePointAt(path.length - 1) ?? 0)) % size;
}

/** A value of a unit's column, or one that is made up. */
function cell(
  unit: FleetUnit | undefined,
  column: string | undefined,
  type: 'text' | 'number',
  form: string,
): unknown {
  const at = Date.parse(unit?.lastEventAt ?? '2024-05-01T12:00:00Z');
  const number = numberIn(unit, column);
  if (type === 'number') {
    if (column === 'id' && unit && /^\d+$/.test(unit.unitId)) return writtenAs(unit.unitId);
    return madeUpNumber(form, at, number);
  }
  const own = unit && form !== 'blank' ? textIn(unit, column) : undefined;
  if (own !== undefined) return own;
  return column === 'floor' && form === '9' ? String(number) : madeUpText(form, at, number);
}

function numberIn(unit: FleetUnit | undefined, column: string | undefined): number {
  if (column === 'availability') return unit?.availability ?? 99.5;
  return column === 'floor' ? (unit?.currentFloor ?? 0) : 7;
}

function textIn(unit: FleetUnit, column: string | undefined): string | undefined {
  if (column === 'id') return unit.unitId;
  if (column === 'site') return unit.siteName;
  if (column === 'name' || column === 'address' || column === 'city' || column === 'country')
    return unit[column];
  return undefined;
}

const TWIN_FIELDS = ['unitId', 'currentFloor', 'equipmentStatus', 'currentTripDirection'] as const;

function twinValue(node: ShapeNode, field: (typeof TWIN_FIELDS)[number], value: string | number): unknown {
  const isNumber = node.types.some(([type]) => type === 'number');
  if (field === 'equipmentStatus') return statusWord(node, String(value));
  if (field === 'currentTripDirection') return directionWord(node, String(value));
  return isNumber && /^-?\d+$/.test(String(value)) ? writtenAs(String(value)) : String(value);
}

const lettersOf = (text: unknown) =>
  String(text)
    .toLowerCase()
    .replace(/[^\p{L}]/gu, '');

/** The recorded word for a status of the simulator, else a frequent one. */
function statusWord({ values }: ShapeNode, status: string): string | number {
  const same = values.find(([value]) => lettersOf(value) === lettersOf(status));
  const frequent = [...values].sort(([, a], [, b]) => b - a);
  const [usual, other] = [frequent[0]?.[0] ?? status, frequent[1]?.[0] ?? status];
  return same?.[0] ?? (status === 'In Service' ? usual : other);
}

function directionWord({ values, types, forms }: ShapeNode, direction: string): string | number {
  const number = DIRECTIONS.indexOf(direction);
  if (types.some(([type]) => type === 'number')) return number;
  if (forms.some(([form]) => form === '9')) return String(number);
  return values.find(([value]) => lettersOf(value) === lettersOf(direction))?.[0] ?? direction;
}
