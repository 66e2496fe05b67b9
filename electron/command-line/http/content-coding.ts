import type { IncomingMessage } from 'node:http';
import { AppError } from '../../core/errors.ts';

const decoders = {
  gzip: 'createGunzip',
  'x-gzip': 'createGunzip',
  deflate: 'createInflate',
  // What many servers send as deflate, against RFC 9110 §8.4.1.2.
  'raw deflate': 'createInflateRaw',
  br: 'createBrotliDecompress',
  zstd: 'createZstdDecompress',
} as const;
type Coding = keyof typeof decoders;

/** More codings on top of each other, which no service uses, would only make a small body grow. */
const mostCodings = 5;

/**
 * A body without its content codings (RFC 9110 §8.4), which a proxy or a gateway may use without being asked. Throws
 * `api-bad-answer` for an unknown coding, and `offline` for a body that is damaged or cut off.
 * @param host for the messages
 */
export function decoded(response: IncomingMessage, host: string): AsyncIterable<Uint8Array> {
  const codings = (response.headers['content-encoding'] ?? '')
    .split(',')
    .map((coding) => coding.trim().toLowerCase())
    .filter((coding) => coding !== '' && coding !== 'identity');
  if (codings.length > mostCodings) throw refused(host, `is encoded ${codings.length} times`);
  return codings.reduceRight<AsyncIterable<Uint8Array>>((body, coding) => {
    if (isKnown(coding)) return decodedOnce(body, coding, host);
    throw refused(
      host,
      `has a content coding that MAX Desk does not know (${coding.replace(/[^\w.-]/g, '')})`,
    );
  }, response);
}

function isKnown(coding: string): coding is Coding {
  return Object.hasOwn(decoders, coding);
}

async function* decodedOnce(
  body: AsyncIterable<Uint8Array>,
  coding: Coding,
  host: string,
): AsyncGenerator<Uint8Array> {
  const chunks = body[Symbol.asyncIterator]();
  let first = await chunks.next();
  while (!first.done && first.value.byteLength === 0) first = await chunks.next();
  // Nothing is not a damaged something: a 400 may announce gzip and send no body.
  if (first.done) return;
  const begin = first.value;
  let broken: unknown;
  async function* whole(): AsyncGenerator<Uint8Array> {
    yield begin;
    try {
      yield* { [Symbol.asyncIterator]: () => chunks };
    } catch (error) {
      broken = error;
      throw error;
    }
  }
  const isRaw = coding === 'deflate' && !hasZlibHeader(begin);
  const { pipeline } = process.getBuiltinModule('node:stream');
  const decoder = process.getBuiltinModule('node:zlib')[decoders[isRaw ? 'raw deflate' : coding]]();
  // The decoder ends with the error of either.
  pipeline(whole, decoder, () => undefined);
  try {
    yield* decoder as AsyncIterable<Uint8Array>;
  } catch (cause) {
    if (broken !== undefined) throw broken;
    throw new AppError('offline', `The response of ${host} arrived damaged (${coding}).`, {
      cause,
      details: { host, reason: coding },
    });
  }
}

/** RFC 1950 §2.2. With one byte only the method can be seen. */
function hasZlibHeader([method = 0, flags]: Uint8Array): boolean {
  return (method & 0x0f) === 8 && (flags === undefined || (method * 256 + flags) % 31 === 0);
}

function refused(host: string, what: string): AppError {
  return new AppError('api-bad-answer', `The response of ${host} ${what}.`, {
    hint: 'Ask your IT department whether a proxy changes responses, or TK Elevator what the service sends.',
    details: { host, status: '' },
  });
}
