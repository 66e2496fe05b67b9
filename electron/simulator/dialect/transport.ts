import type { Transform } from 'node:stream';
import { createBrotliCompress, createDeflate, createGzip, createZstdCompress } from 'node:zlib';
import type { Answer } from '../http.ts';
import type { Dialect } from './dialects.ts';

const CODERS: Readonly<Record<Exclude<Dialect['coding'], ''>, () => Transform>> = {
  gzip: () => createGzip(),
  br: () => createBrotliCompress(),
  deflate: () => createDeflate(),
  zstd: () => createZstdCompress(),
};

/** Characters that these charsets do not have, for sure: browsers read ISO 8859-1 as Windows-1252. */
const BEYOND = { 'us-ascii': /[\u0080-\uffff]/g, 'iso-8859-1': /[\u0080-\u009f\u0100-\uffff]/g };

/** A response in JSON with the dialect's charset, and compressed as it does, whether the client asked for it or not. */
export function inTransport({ charset, coding }: Dialect, answer: Answer): Answer {
  if (answer.body === undefined || (charset === 'utf-8' && coding === '')) return answer;
  const { body } = answer;
  const named = charset === '' ? '' : `; charset=${charset.replace('-bom', '')}`;
  return {
    ...answer,
    headers: {
      ...answer.headers,
      'content-type': `application/json${named}`,
      ...(coding === '' ? {} : { 'content-encoding': coding }),
    },
    body: encoded(typeof body === 'string' ? [body] : body, charset),
    ...(coding === '' ? {} : { coder: CODERS[coding] }),
  };
}

function* encoded(pieces: Iterable<string | Uint8Array>, charset: Dialect['charset']): Generator<Uint8Array> {
  if (charset === 'utf-8-bom') yield Buffer.from('\ufeff');
  for (const piece of pieces) yield typeof piece === 'string' ? bytesOf(piece, charset) : piece;
}

function bytesOf(text: string, charset: Dialect['charset']): Uint8Array {
  if (charset === 'utf-16le') return Buffer.from(text, 'utf16le');
  if (charset !== 'us-ascii' && charset !== 'iso-8859-1') return Buffer.from(text, 'utf8');
  const escaped = text.replace(
    BEYOND[charset],
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return Buffer.from(escaped, 'latin1');
}
