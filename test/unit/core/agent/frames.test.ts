import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type AgentMessage,
  createFrameReader,
  encodeFrame,
  longestFrame,
} from '../../../../electron/core/agent/frames.ts';
import { fuzz } from '../../../fakes/fuzz.ts';

function read(...chunks: Buffer[]): { messages: AgentMessage[]; isPartial: boolean } {
  const messages: AgentMessage[] = [];
  const reader = createFrameReader((message) => void messages.push(message));
  for (const chunk of chunks) reader.push(chunk);
  return { messages, isPartial: reader.isPartial() };
}
const framed = (bytes: string | Buffer) => {
  const body = Buffer.from(bytes as string);
  const head = Buffer.alloc(4);
  head.writeUInt32BE(body.length);
  return Buffer.concat([head, body]);
};

test('a frame is four bytes with the length in UTF-8, the highest first, and JSON', () => {
  expect(encodeFrame({ a: 'ä' })).toEqual(Buffer.from('\0\0\0\x0a{"a":"ä"}'));
});

test('messages come out as they went in, whatever the pieces are', async () => {
  const message = fc.dictionary(fc.string(), fc.string({ unit: 'grapheme' }), { maxKeys: 3 });
  await fuzz(
    fc.property(
      fc.array(message, { maxLength: 5 }),
      fc.infiniteStream(fc.integer({ min: 1, max: 30 })),
      (all, sizes) => {
        const bytes = Buffer.concat(all.map(encodeFrame));
        const chunks: Buffer[] = [];
        for (let at = 0; at < bytes.length; ) {
          const size = sizes.next().value ?? 1;
          chunks.push(bytes.subarray(at, at + size));
          at += size;
        }
        expect(JSON.stringify(read(...chunks))).toBe(JSON.stringify({ messages: all, isPartial: false }));
      },
    ),
    300,
  );
});

test('what has begun and is not whole is partial', () => {
  const frame = encodeFrame({ type: 'hello' });
  for (let length = 1; length < frame.length; length++)
    expect(read(frame.subarray(0, length))).toEqual({ messages: [], isPartial: true });
  expect(read(frame, frame.subarray(0, 4)).isPartial).toBe(true);
  expect(read().isPartial).toBe(false);
});

describe('what is no frame is refused:', () => {
  test.each([
    ['too long', Buffer.from([0, 1, 0, 1])],
    ['as long as can be', Buffer.from([255, 255, 255, 255])],
    ['empty', Buffer.alloc(4)],
    ['one byte', framed('1')],
    ['not JSON', framed('{]')],
    ['a list', framed('[]')],
    ['null', framed('null')],
    ['not UTF-8', framed(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]))],
    ['nested deeply', framed('['.repeat(60_000))],
  ])('%s', (_what, bytes) => {
    expect(() => read(bytes)).toThrow(expect.objectContaining({ code: 'bad-request' }));
  });

  test('one byte more than the longest, but not the longest', () => {
    const text = (length: number) => ({ a: 'x'.repeat(length - 8) });
    expect(read(encodeFrame(text(longestFrame))).messages).toHaveLength(1);
    expect(() => encodeFrame(text(longestFrame + 1))).toThrow('longer than');
  });
});
