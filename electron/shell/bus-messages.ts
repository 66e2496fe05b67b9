/**
 * As much of D-Bus's wire format as it takes to ask the bus itself and to hear what it tells
 * (https://dbus.freedesktop.org/doc/dbus-specification.html, "Message Format").
 */

export interface BusMessage {
  kind: 'reply' | 'error' | 'signal' | 'call';
  /** Of a reply or an error: the serial of the call. */
  replyTo: number | undefined;
  member: string | undefined;
  sender: string | undefined;
  /** The leading arguments, as far as they are texts, numbers or booleans. */
  body: (string | number | boolean)[];
}

/** The name of the bus itself, and of its interface. */
export const busName = 'org.freedesktop.DBus';

const kinds = ['call', 'call', 'reply', 'error', 'signal'] as const;
const littleEndian = 'l'.charCodeAt(0);
const headerLength = 16;
/** What the bus tells has some hundred bytes; more is a stream that is not understood. */
const longest = 65_536;

/** A call to the bus, all of whose arguments are texts. @param serial from 1 on, another for each call */
export function encodeCall(serial: number, member: string, args: readonly string[]): Buffer {
  const body = concat(args.map((text) => (at: number) => stringAt(at, text)));
  const fields: [code: number, type: string, value: string][] = [
    [1, 'o', '/org/freedesktop/DBus'],
    [2, 's', busName],
    [3, 's', member],
    [6, 's', busName],
    [8, 'g', 's'.repeat(args.length)],
  ];
  const header = concat(
    fields.map(
      ([code, type, value]) =>
        (at: number) =>
          fieldAt(at, code, type, value),
    ),
  );
  const start = Buffer.from([littleEndian, 1, 0, 1, ...Array<number>(12).fill(0)]);
  start.writeUInt32LE(body.length, 4);
  start.writeUInt32LE(serial, 8);
  start.writeUInt32LE(header.length, 12);
  return Buffer.concat([start, header, padding(header.length, 8), body]);
}

/** The whole messages at the beginning of a stream, and what is left of it. Throws where it is none that is understood. */
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
  const fields = new Map<number, string | number | boolean>();
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
    member: textOf(3),
    sender: textOf(7),
    body: decodeBody(bytes, bodyStart, textOf(8) ?? ''),
  };
}

function decodeBody(bytes: Buffer, start: number, signature: string): BusMessage['body'] {
  const body: BusMessage['body'] = [];
  let at = start;
  for (const type of signature) {
    const read = valueAt(bytes, at, type);
    if (!read) break;
    body.push(read.value);
    at = read.next;
  }
  return body;
}

/** Undefined for a type that nobody here asks for. */
function valueAt(
  bytes: Buffer,
  at: number,
  type: string,
): { value: string | number | boolean; next: number } | undefined {
  if (type === 'g') {
    const { text, next } = signatureAt(bytes, at);
    return { value: text, next };
  }
  if (!/^[soub]$/.test(type)) return undefined;
  const start = aligned(at, 4);
  const number = bytes.readUInt32LE(start);
  if (type === 'u') return { value: number, next: start + 4 };
  if (type === 'b') return { value: number === 1, next: start + 4 };
  const end = start + 4 + number;
  return { value: bytes.toString('utf8', start + 4, end), next: end + 1 };
}

function signatureAt(bytes: Buffer, at: number): { text: string; next: number } {
  const end = at + 1 + bytes.readUInt8(at);
  return { text: bytes.toString('latin1', at + 1, end), next: end + 1 };
}

function fieldAt(at: number, code: number, type: string, value: string): Buffer {
  const start = padding(at, 8);
  const head = Buffer.from([code, 1, type.charCodeAt(0), 0]);
  const valueStart = at + start.length + head.length;
  return Buffer.concat([start, head, type === 'g' ? signature(value) : stringAt(valueStart, value)]);
}

function stringAt(at: number, text: string): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(Buffer.byteLength(text));
  return Buffer.concat([padding(at, 4), length, Buffer.from(`${text}\0`)]);
}

function signature(text: string): Buffer {
  return Buffer.from([text.length, ...Buffer.from(text, 'latin1'), 0]);
}

/** One after the other; each part is told where it begins, because of its alignment. */
function concat(parts: ((at: number) => Buffer)[]): Buffer {
  return parts.reduce<Buffer>((all, part) => Buffer.concat([all, part(all.length)]), Buffer.alloc(0));
}

function padding(at: number, to: number): Buffer {
  return Buffer.alloc(aligned(at, to) - at);
}

function aligned(at: number, to: number): number {
  return Math.ceil(at / to) * to;
}
