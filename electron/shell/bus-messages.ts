import { aligned } from './bus-call.ts';

/**
 * Decodes as much of D-Bus's wire format as replies and signals need
 * (https://dbus.freedesktop.org/doc/dbus-specification.html, "Message Format").
 */

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
  for (let at = headerLength; at < fieldsEnd; ) {
    at = aligned(at, 8);
    const code = bytes.readUInt8(at);
    const { text: type, next } = signatureAt(bytes, at + 1);
    const read = valueAt(bytes, next, type);
    if (!read) break;
    fields.set(code, read.value);
    at = read.next;
  }
  const textOf = (code: number) => {
    const value = fields.get(code);
    return typeof value === 'string' ? value : undefined;
  };
  const replyTo = fields.get(5);
  return {
    kind: kinds[bytes.readUInt8(1)] ?? 'call',
    replyTo: typeof replyTo === 'number' ? replyTo : undefined,
    interface: textOf(2),
    member: textOf(3),
    error: textOf(4),
    sender: textOf(7),
    body: decodeBody(bytes, bodyStart, textOf(8) ?? ''),
  };
}

function decodeBody(bytes: Buffer, start: number, signature: string): BusValue[] {
  const body: BusValue[] = [];
  let at = start;
  for (const type of signature.match(/as|./g) ?? []) {
    const read = valueAt(bytes, at, type);
    if (!read) break;
    body.push(read.value);
    at = read.next;
  }
  return body;
}

/** Undefined for a type that is not needed here. */
function valueAt(bytes: Buffer, at: number, type: string): { value: BusValue; next: number } | undefined {
  if (type === 'g') {
    const { text, next } = signatureAt(bytes, at);
    return { value: text, next };
  }
  if (type === 'as') return textsAt(bytes, at);
  if (!/^[soub]$/.test(type)) return undefined;
  const start = aligned(at, 4);
  const number = bytes.readUInt32LE(start);
  if (type === 'u') return { value: number, next: start + 4 };
  if (type === 'b') return { value: number === 1, next: start + 4 };
  return textAt(bytes, start);
}

function textAt(bytes: Buffer, at: number): { value: string; next: number } {
  const start = aligned(at, 4);
  const end = start + 4 + bytes.readUInt32LE(start);
  return { value: bytes.toString('utf8', start + 4, end), next: end + 1 };
}

function textsAt(bytes: Buffer, at: number): { value: string[]; next: number } {
  const start = aligned(at, 4);
  const end = start + 4 + bytes.readUInt32LE(start);
  const value: string[] = [];
  let next = start + 4;
  while (next < end) {
    const read = textAt(bytes, next);
    value.push(read.value);
    next = read.next;
  }
  return { value, next };
}

function signatureAt(bytes: Buffer, at: number): { text: string; next: number } {
  const end = at + 1 + bytes.readUInt8(at);
  return { text: bytes.toString('latin1', at + 1, end), next: end + 1 };
}
