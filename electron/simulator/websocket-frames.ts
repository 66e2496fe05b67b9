/** The frames of RFC 6455, as a server reads and writes them. */

export const OPCODE = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

export interface Frame {
  readonly final: boolean;
  readonly opcode: number;
  readonly payload: Buffer;
}

/** What a peer did against the protocol, with the close code to tell it (section 7.4.1). */
export class WebSocketFault extends Error {
  readonly code: number;
  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

export interface FrameReader {
  /** Takes bytes as they come and gives the frames that are complete now. Throws a WebSocketFault. */
  read(chunk: Buffer): Frame[];
}

/** @param limit the largest payload of one frame, bytes */
export function createFrameReader(limit: number): FrameReader {
  let pending: Buffer = Buffer.alloc(0);
  return {
    read(chunk) {
      pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
      const frames: Frame[] = [];
      for (;;) {
        const found = frameAt(pending, limit);
        if (found === undefined) return frames;
        frames.push(found.frame);
        pending = pending.subarray(found.length);
      }
    },
  };
}

/** The first frame in the bytes and how many it takes; undefined while it is not all there. */
function frameAt(bytes: Buffer, limit: number): { frame: Frame; length: number } | undefined {
  if (bytes.length < 2) return undefined;
  const [first, second] = [bytes.readUInt8(0), bytes.readUInt8(1)];
  const opcode = first & 0x0f;
  const final = (first & 0x80) !== 0;
  // No extension was agreed upon (section 5.2), and everything from a client is masked (section 5.1).
  if ((first & 0x70) !== 0) throw new WebSocketFault(1002, 'a reserved bit is set');
  if ((second & 0x80) === 0) throw new WebSocketFault(1002, 'the frame is not masked');
  if ((opcode > OPCODE.binary && opcode < OPCODE.close) || opcode > OPCODE.pong)
    throw new WebSocketFault(1002, 'the opcode is reserved');
  const size = sizeAt(bytes);
  if (size === undefined) return undefined;
  if (opcode >= OPCODE.close && (!final || size.payload > 125))
    throw new WebSocketFault(1002, 'a control frame is fragmented or too long');
  if (size.payload > limit) throw new WebSocketFault(1009, `the frame is larger than ${limit} bytes`);
  const start = size.header + 4;
  const length = start + size.payload;
  if (bytes.length < length) return undefined;
  const mask = bytes.subarray(size.header, start);
  return { frame: { final, opcode, payload: unmasked(bytes.subarray(start, length), mask) }, length };
}

/** Lengths of header and payload. A length must be written as short as it can be (section 5.2). */
function sizeAt(bytes: Buffer): { header: number; payload: number } | undefined {
  const short = bytes.readUInt8(1) & 0x7f;
  if (short < 126) return { header: 2, payload: short };
  if (short === 126) {
    if (bytes.length < 4) return undefined;
    const payload = bytes.readUInt16BE(2);
    if (payload < 126) throw new WebSocketFault(1002, 'the length is not minimal');
    return { header: 4, payload };
  }
  if (bytes.length < 10) return undefined;
  const long = bytes.readBigUInt64BE(2);
  if (long < 0x1_0000n || long >= 1n << 63n) throw new WebSocketFault(1002, 'the length is not minimal');
  return { header: 10, payload: Number(long) };
}

function unmasked(payload: Buffer, mask: Buffer): Buffer {
  const plain = Buffer.allocUnsafe(payload.length);
  for (let i = 0; i < payload.length; i += 1) plain[i] = (payload[i] ?? 0) ^ (mask[i & 3] ?? 0);
  return plain;
}

/** One unfragmented frame, not masked, as servers send them. */
export function frameOf(opcode: number, payload: Buffer): Buffer {
  const { length } = payload;
  const header = Buffer.alloc(length < 126 ? 2 : length < 0x1_0000 ? 4 : 10);
  header[0] = 0x80 | opcode;
  if (length < 126) header[1] = length;
  else if (length < 0x1_0000) {
    header[1] = 126;
    header.writeUInt16BE(length, 2);
  } else {
    header[1] = 127;
    header.writeBigUInt64BE(BigInt(length), 2);
  }
  return Buffer.concat([header, payload]);
}
