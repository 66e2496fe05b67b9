/**
 * D-Bus's wire format, as far as our calls, their replies and signals need it
 * (https://dbus.freedesktop.org/doc/dbus-specification.html, "Message Format").
 */

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

type BusValue = string | number | boolean | string[];

export interface BusMessage {
  kind: 'reply' | 'error' | 'signal' | 'call';
  /** For a reply or an error: the serial of the call. */
  replyTo: number | undefined;
  /** For an error: its name. */
  error: string | undefined;
  interface: string | undefined;
  member: string | undefined;
  sender: string | undefined;
  /** The leading arguments, as far as they are texts, numbers, booleans or lists of texts. */
  body: BusValue[];
}

const kinds = ['call', 'call', 'reply', 'error', 'signal'] as const;
const littleEndian = 'l'.charCodeAt(0);
const headerLength = 16;
/** Messages here have some thousand bytes; more means that the stream is not understood. */
const longest = 65_536;

/** @param serial from 1 on, different for each call of a connection */
export function encodeCall(serial: number, call: BusCall): Buffer {
  const body: number[] = [];
  for (const each of call.args) write(body, each);
  const fields: number[] = [];
  for (const [code, type, value] of [
    [1, 'o', call.path],
    [2, 's', call.interface],
    [3, 's', call.member],
    [6, 's', call.to],
    [8, 'g', call.signature],
  ] as const) {
    pad(fields, 8);
    fields.push(code);
    writeSignature(fields, type);
    if (type === 'g') writeSignature(fields, value);
    else write(fields, value);
  }
  const start = Buffer.alloc(headerLength);
  start.set([littleEndian, 1, 0, 1]);
  start.writeUInt32LE(body.length, 4);
  start.writeUInt32LE(serial, 8);
  start.writeUInt32LE(fields.length, 12);
  pad(fields, 8);
  return Buffer.from([...start, ...fields, ...body]);
}

/** Appends a value. Fields and body both begin at a multiple of 8, which is the largest alignment. */
function write(bytes: number[], value: BusArgument): void {
  if (typeof value === 'number') {
    pad(bytes, 4);
    bytes.push(...numberBytes(value));
  } else if (typeof value === 'string') {
    write(bytes, Buffer.byteLength(value));
    bytes.push(...Buffer.from(value), 0);
  } else writeList(bytes, Array.isArray(value) ? value : Object.entries(value), Array.isArray(value) ? 4 : 8);
}

function writeList(
  bytes: number[],
  elements: readonly (string | [name: string, value: string])[],
  alignment: number,
): void {
  write(bytes, 0);
  const lengthAt = bytes.length - 4;
  // The length does not include this padding.
  pad(bytes, alignment);
  const start = bytes.length;
  for (const element of elements) {
    pad(bytes, alignment);
    if (typeof element === 'string') write(bytes, element);
    else {
      // A name, and a variant that holds a text.
      write(bytes, element[0]);
      writeSignature(bytes, 's');
      write(bytes, element[1]);
    }
  }
  bytes.splice(lengthAt, 4, ...numberBytes(bytes.length - start));
}

function writeSignature(bytes: number[], value: string): void {
  bytes.push(value.length, ...Buffer.from(value, 'latin1'), 0);
}

function numberBytes(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value | 0);
  return bytes;
}

function pad(bytes: number[], to: number): void {
  while (bytes.length % to !== 0) bytes.push(0);
}

/** The complete messages at the start of a stream, and the rest of it. Throws if a message is not understood. */
export function decodeMessages(stream: Buffer): { messages: BusMessage[]; rest: Buffer } {
  const messages: BusMessage[] = [];
  let rest = stream;
  while (rest.length >= headerLength) {
    if (rest[0] !== littleEndian || rest[3] !== 1) throw new Error('This is no message of the bus.');
    const fieldsEnd = headerLength + rest.readUInt32LE(12);
    const bodyStart = aligned(fieldsEnd, 8);
    const end = bodyStart + rest.readUInt32LE(4);
    if (end > longest) throw new Error('The bus has sent too long a message.');
    if (rest.length < end) break;
    messages.push(decodeMessage(rest.subarray(0, end), fieldsEnd, bodyStart));
    rest = rest.subarray(end);
  }
  return { messages, rest };
}

function decodeMessage(bytes: Buffer, fieldsEnd: number, bodyStart: number): BusMessage {
  const fields = new Map<number, BusValue>();
  const header = createReader(bytes, headerLength);
  while (header.position() < fieldsEnd) {
    const code = header.fieldCode();
    const value = header.value(String(header.value('g')));
    if (value === undefined) break;
    fields.set(code, value);
  }
  const textOf = (code: number) => {
    const value = fields.get(code);
    return typeof value === 'string' ? value : undefined;
  };
  const body: BusValue[] = [];
  const content = createReader(bytes, bodyStart);
  for (const type of (textOf(8) ?? '').match(/as|./g) ?? []) {
    const value = content.value(type);
    if (value === undefined) break;
    body.push(value);
  }
  const replyTo = fields.get(5);
  return {
    kind: kinds[bytes.readUInt8(1)] ?? 'call',
    replyTo: typeof replyTo === 'number' ? replyTo : undefined,
    interface: textOf(2),
    member: textOf(3),
    error: textOf(4),
    sender: textOf(7),
    body,
  };
}

/** Reads one value after the other. Throws where the bytes end. */
function createReader(bytes: Buffer, start: number) {
  let at = start;
  function number(): number {
    at = aligned(at, 4) + 4;
    return bytes.readUInt32LE(at - 4);
  }
  function text(length: number): string {
    at += length + 1;
    return bytes.toString('utf8', at - length - 1, at - 1);
  }
  function texts(length: number): string[] {
    const end = at + length;
    const all: string[] = [];
    while (at < end) all.push(text(number()));
    return all;
  }
  return {
    position: () => at,
    fieldCode() {
      at = aligned(at, 8) + 1;
      return bytes.readUInt8(at - 1);
    },
    /** Undefined for a type that is not needed here. */
    value(type: string): BusValue | undefined {
      if (type === 'g') return text(bytes.readUInt8(at++));
      // A variant: its type, then its value.
      if (type === 'v') return this.value(text(bytes.readUInt8(at++)));
      if (type === 'as') return texts(number());
      if (type === 'u') return number();
      if (type === 'b') return number() === 1;
      return type === 's' || type === 'o' ? text(number()) : undefined;
    },
  };
}

/** The next multiple of `to`: D-Bus aligns numbers and structures. */
function aligned(at: number, to: number): number {
  return Math.ceil(at / to) * to;
}
