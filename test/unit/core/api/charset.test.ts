import { expect, test } from 'vitest';
import { assertUtf8, inUtf8 } from '../../../../electron/core/api/charset.ts';

async function* chunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array, void> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
async function read(type: string | undefined, bytes: Uint8Array, size = 1): Promise<string> {
  const headers = new Headers(type === undefined ? {} : { 'content-type': type });
  const all: Uint8Array[] = [];
  const answer = { url: 'https://api.example.com/units', headers, body: chunks(bytes, size) };
  for await (const chunk of inUtf8(answer)) all.push(chunk);
  return Buffer.concat(all).toString('utf8');
}
const text = '["Köln"]';

test.each<[string | undefined, Uint8Array]>([
  [undefined, Buffer.from(text)],
  ['application/json', Buffer.from(text)],
  ['application/json; charset=utf-8', Buffer.from(text)],
  ['application/json;charset="UTF8"', Buffer.from(text)],
  ['application/json; charset=ISO-8859-1', Buffer.from(text, 'latin1')],
  ['application/json; charset=windows-1252; odata=v3', Buffer.from(text, 'latin1')],
  ['application/json; odata.metadata=minimal; charset=utf-16le', Buffer.from(text, 'utf16le')],
])('a body of the type %s is read with the right letters', async (type, bytes) => {
  for (const size of [1, 3, 100]) expect(await read(type, bytes, size)).toBe(text);
});

test.each(['x-unknown', 'utf-7'])('the charset %s is refused by its name', async (charset) => {
  await expect(read(`application/json; charset=${charset}`, Buffer.from(text))).rejects.toMatchObject({
    code: 'api-bad-answer',
    message: expect.stringContaining(charset),
    details: { host: 'api.example.com' },
  });
});

test('bytes that are not in UTF-8 are refused instead of shown as other letters', () => {
  const check = (bytes: Buffer) => assertUtf8(bytes.toString('utf8'), bytes, 'https://api.example.com/units');
  expect(() => check(Buffer.from(text))).not.toThrow();
  expect(() => check(Buffer.from('["\ufffd"]'))).not.toThrow();
  expect(() => check(Buffer.from(text, 'latin1'))).toThrow('api.example.com answered in the charset "utf-8"');
});

test('a text without a replacement character has lost nothing: its bytes are not looked at', () => {
  const bytes = Buffer.from(text, 'latin1');
  expect(() => assertUtf8(text, bytes, 'https://api.example.com/units')).not.toThrow();
});

test.each(['us-ascii', 'ascii', 'utf8', 'UTF-8'])('%s is handed on as it is', async (charset) => {
  // Half a character, which a decoder would refuse.
  expect(await read(`application/json; charset=${charset}`, Buffer.from([0xc3]))).toBe('\ufffd');
});
