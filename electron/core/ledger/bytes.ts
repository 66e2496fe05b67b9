/** Numbers as bytes: whole ones up to 2^53 in as few as they need (LEB128), the same with a sign, and doubles. */

/** Bytes that grow. */
export function createByteWriter(room = 1_024) {
  let bytes = Buffer.allocUnsafe(room);
  let length = 0;

  function need(more: number): void {
    if (length + more <= bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(bytes.length * 2, length + more));
    bytes.copy(larger, 0, 0, length);
    bytes = larger;
  }

  function whole(value: number): void {
    need(8);
    let rest = value;
    for (; rest > 127; rest = Math.floor(rest / 128)) bytes[length++] = (rest % 128) | 128;
    bytes[length++] = rest;
  }

  return {
    length: () => length,
    byte(value: number): void {
      need(1);
      bytes[length++] = value;
    },
    whole,
    /** Negative ones are odd: small numbers of both signs stay short. */
    signed: (value: number) => whole(value < 0 ? -value * 2 - 1 : value * 2),
    double(value: number): void {
      need(8);
      bytes.writeDoubleLE(value, length);
      length += 8;
    },
    text(value: string): void {
      const encoded = Buffer.from(value, 'utf8');
      whole(encoded.length);
      need(encoded.length);
      length += encoded.copy(bytes, length);
    },
    /** Another's bytes, with their length before them. */
    block(content: Uint8Array): void {
      whole(content.length);
      need(content.length);
      bytes.set(content, length);
      length += content.length;
    },
    /** What has been written so far; good until more is written. */
    written: () => bytes.subarray(0, length),
    clear(): void {
      length = 0;
    },
    /** What has been written so far. It is handed over: the writer begins anew. */
    take(): Buffer {
      const written = bytes.subarray(0, length);
      bytes = Buffer.allocUnsafe(room);
      length = 0;
      return written;
    },
  };
}

/** Reads what a writer has written. Beyond the end everything is 0: whoever reads knows from a seal that it is whole. */
export type ByteReader = ReturnType<typeof createByteReader>;

export function createByteReader(bytes: Buffer) {
  let at = 0;

  function whole(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = bytes[at++] ?? 0;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
      scale *= 128;
    }
  }

  return {
    hasMore: () => at < bytes.length,
    at: () => at,
    moveTo(place: number): void {
      at = place;
    },
    byte: () => bytes[at++] ?? 0,
    whole,
    signed(): number {
      const value = whole();
      return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
    },
    double(): number {
      at += 8;
      return bytes.readDoubleLE(at - 8);
    },
    text(): string {
      const length = whole();
      at += length;
      return bytes.toString('utf8', at - length, at);
    },
    block(): Buffer {
      const length = whole();
      at += length;
      return bytes.subarray(at - length, at);
    },
  };
}
