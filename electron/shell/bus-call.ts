/** Encodes calls in D-Bus's format (https://dbus.freedesktop.org/doc/dbus-specification.html, "Message Format"). */

/** The types used here: texts, numbers, lists of texts (`as`), and properties whose values are texts (`a{sv}`). */
export type BusArgument = string | number | readonly string[] | Readonly<Record<string, string>>;

export interface BusCall {
  /** The bus name of the program to call. */
  to: string;
  path: string;
  interface: string;
  member: string;
  /** The types of `args`: `s`, `u`, `i`, `as` and `a{sv}`. */
  signature: string;
  args: readonly BusArgument[];
}

/** A part of a message; it needs its position `at` for alignment. */
type Part = (at: number) => Buffer;

const littleEndian = 'l'.charCodeAt(0);

/** @param serial from 1 on, different for each call of a connection */
export function encodeCall(serial: number, call: BusCall): Buffer {
  const types = call.signature.match(/a\{sv\}|as|[sui]/g) ?? [];
  const body = joined(types.map((type, index) => partOf(type, call.args[index])));
  const header = joined([
    field(1, 'o', call.path),
    field(2, 's', call.interface),
    field(3, 's', call.member),
    field(6, 's', call.to),
    field(8, 'g', call.signature),
  ])(0);
  const start = Buffer.from([littleEndian, 1, 0, 1, ...Array<number>(12).fill(0)]);
  const content = body(0);
  start.writeUInt32LE(content.length, 4);
  start.writeUInt32LE(serial, 8);
  start.writeUInt32LE(header.length, 12);
  return Buffer.concat([start, header, padding(header.length, 8), content]);
}

/** The next multiple of `to`: D-Bus aligns numbers and structures. */
export function aligned(at: number, to: number): number {
  return Math.ceil(at / to) * to;
}

function partOf(type: string, value: BusArgument | undefined): Part {
  if (type === 'as' && Array.isArray(value)) return list(4, value.map(text));
  if (type === 'a{sv}') return list(8, Object.entries(value ?? {}).map(property));
  return typeof value === 'number' ? number(value) : text(String(value));
}

function number(value: number): Part {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value | 0);
  return (at) => Buffer.concat([padding(at, 4), bytes]);
}

function text(value: string): Part {
  return joined([number(Buffer.byteLength(value)), () => Buffer.from(`${value}\0`)]);
}

function signature(value: string): Part {
  return () => Buffer.from([value.length, ...Buffer.from(value, 'latin1'), 0]);
}

/** A name, and a variant that holds a text. */
function property([name, value]: [name: string, value: string]): Part {
  return joined([(at) => padding(at, 8), text(name), signature('s'), text(value)]);
}

/** The length does not include the padding before the first element. */
function list(alignment: number, elements: readonly Part[]): Part {
  return (at) => {
    const length = padding(at, 4).length + 4;
    const gap = padding(at + length, alignment);
    const content = joined(elements)(at + length + gap.length);
    return Buffer.concat([number(content.length)(at), gap, content]);
  };
}

function field(code: number, type: string, value: string): Part {
  const head = () => Buffer.from([code, 1, type.charCodeAt(0), 0]);
  return joined([(at) => padding(at, 8), head, type === 'g' ? signature(value) : text(value)]);
}

function joined(parts: readonly Part[]): Part {
  return (at) =>
    parts.reduce<Buffer>((all, part) => Buffer.concat([all, part(at + all.length)]), Buffer.alloc(0));
}

function padding(at: number, to: number): Buffer {
  return Buffer.alloc(aligned(at, to) - at);
}
