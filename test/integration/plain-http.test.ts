import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { plainHttp } from '../../electron/command-line/plain-http.ts';
import { requestText } from '../../electron/core/http/faults.ts';
import { serve } from '../fakes/server.ts';

const text = '{"error":"invalid_grant","error_description":"AADB2C90114: Konto gesperrt für Köln"}';

async function textOf(encoding: string, body: Uint8Array): Promise<string> {
  const server = await serve((_request, response) =>
    response.writeHead(400, { 'content-encoding': encoding }).end(body),
  );
  try {
    return (await requestText(plainHttp, server.url, {})).text;
  } finally {
    await server.close();
  }
}

test.each([
  ['identity', (bytes: Buffer) => bytes],
  ['gzip', gzipSync],
  ['GZIP', gzipSync],
  ['deflate', deflateSync],
  ['br', brotliCompressSync],
  ['zstd', zstdCompressSync],
] as const)('an answer in %s is read, though nobody asked for it', async (encoding, encode) => {
  expect(await textOf(encoding, encode(Buffer.from(text)))).toBe(text);
});

test('one that is damaged or cut off is an error', async () => {
  const whole = gzipSync(Buffer.from(text));
  await expect(textOf('gzip', Buffer.from(text))).rejects.toMatchObject({ code: 'offline' });
  await expect(textOf('gzip', whole.subarray(0, -9))).rejects.toMatchObject({ code: 'offline' });
});
