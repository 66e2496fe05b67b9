/**
 * JSON with tags: what the structured clone algorithm carries over IPC. These functions run in Node and, sent by their source
 * text, in the page; so they refer to nothing but each other.
 */
type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Tagged = { $: string; v?: Json; name?: string; message?: string; stack?: string };

/** The text that carries `value`. Throws "An object could not be cloned." for functions, symbols, promises and cycles. */
export function encode(value: unknown): string {
  return JSON.stringify(encodeValue(value, new Set()));
}

/** The value that `encode` was given. */
export function decode(text: string): unknown {
  return decodeValue(JSON.parse(text));
}

function refuseClone(): never {
  throw new Error('An object could not be cloned.');
}

function encodeValue(value: unknown, path: Set<object>): Json {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0)
        ? value
        : { $: 'number', v: Object.is(value, -0) ? '-0' : String(value) };
    case 'undefined':
      return { $: 'undefined' };
    case 'bigint':
      return { $: 'bigint', v: String(value) };
    case 'object':
      return value === null ? null : encodeObject(value, path);
    default:
      return refuseClone();
  }
}

function encodeObject(value: object, path: Set<object>): Json {
  if (path.has(value)) refuseClone();
  path.add(value);
  try {
    if (Array.isArray(value)) return value.map((item) => encodeValue(item, path));
    const prototype = Object.getPrototypeOf(value);
    const plain = prototype === null || prototype === Object.prototype;
    return (plain ? undefined : encodeSpecial(value, path)) ?? encodeRecord(value, path);
  } finally {
    path.delete(value);
  }
}

function encodeRecord(value: object, path: Set<object>): Json {
  const record: { [key: string]: Json } = {};
  for (const [key, item] of Object.entries(value)) record[key] = encodeValue(item, path);
  return '$' in record
    ? { $: 'record', v: Object.entries(record).map(([key, item]) => [key, item]) }
    : record;
}

function encodeSpecial(value: object, path: Set<object>): Json | undefined {
  const type = Object.prototype.toString.call(value).slice(8, -1);
  if (type === 'Date') return { $: 'date', v: (value as Date).getTime() };
  if (type === 'Map')
    return { $: 'map', v: [...(value as Map<unknown, unknown>)].map((pair) => encodeValue(pair, path)) };
  if (type === 'Set')
    return { $: 'set', v: [...(value as Set<unknown>)].map((item) => encodeValue(item, path)) };
  if (value instanceof Error)
    return { $: 'error', name: value.name, message: value.message, stack: value.stack ?? '' };
  if (type === 'ArrayBuffer') return { $: 'buffer', v: encodeBytes(new Uint8Array(value as ArrayBuffer)) };
  if (ArrayBuffer.isView(value)) {
    const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    return { $: 'view', name: type, v: encodeBytes(bytes) };
  }
  if (type === 'Promise' || type === 'WeakMap' || type === 'WeakSet') refuseClone();
  return undefined; // an instance of a class travels as a plain object
}

function encodeBytes(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

function decodeBytes(text: Json | undefined): ArrayBuffer {
  return Uint8Array.from(atob(String(text)), (character) => character.charCodeAt(0)).buffer;
}

function decodeValue(value: Json): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(decodeValue);
  if ('$' in value) return decodeTagged(value as Tagged);
  const record: Record<string, unknown> = {};
  for (const key of Object.keys(value)) record[key] = decodeValue(value[key] as Json);
  return record;
}

function decodeTagged(tagged: Tagged): unknown {
  const list = () => tagged.v as Json[];
  switch (tagged.$) {
    case 'number':
      return Number(tagged.v);
    case 'bigint':
      return BigInt(String(tagged.v));
    case 'date':
      return new Date(Number(tagged.v));
    case 'map':
      return new Map(list().map((pair) => decodeValue(pair) as [unknown, unknown]));
    case 'set':
      return new Set(list().map(decodeValue));
    case 'record':
      return Object.fromEntries(list().map((pair) => decodeValue(pair) as [string, unknown]));
    case 'buffer':
      return decodeBytes(tagged.v);
    case 'view':
      return decodeView(String(tagged.name), decodeBytes(tagged.v));
    case 'error':
      return Object.assign(new Error(tagged.message), { name: tagged.name, stack: tagged.stack });
    default:
      return undefined;
  }
}

function decodeView(name: string, buffer: ArrayBuffer): unknown {
  const views: Record<string, new (buffer: ArrayBuffer) => unknown> = {
    DataView,
    Int8Array,
    Uint8ClampedArray,
    Int16Array,
    Uint16Array,
    Int32Array,
    Uint32Array,
    Float32Array,
    Float64Array,
    BigInt64Array,
    BigUint64Array,
  };
  const View = views[name] ?? Uint8Array;
  return new View(buffer);
}

/** All of this file, to be sent to the page. */
export const codecSource = [
  encode,
  decode,
  refuseClone,
  encodeValue,
  encodeObject,
  encodeRecord,
  encodeSpecial,
  encodeBytes,
  decodeBytes,
  decodeValue,
  decodeTagged,
  decodeView,
];
