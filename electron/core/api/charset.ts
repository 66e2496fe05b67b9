import { isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';
import { AppError } from '../errors.ts';
import type { ApiReply } from './client.ts';

/**
 * The body in UTF-8, whatever the charset in its content type is. Throws `api-bad-answer` for an unknown charset, and
 * for bytes that it does not have: nothing is shown with wrong letters.
 */
export function inUtf8({ url, headers, body }: Pick<ApiReply, 'url' | 'headers' | 'body'>): ApiReply['body'] {
  const [, quoted, plain] =
    /;\s*charset\s*=\s*(?:"([^"]*)"|([^\s;]+))/i.exec(headers.get('content-type') ?? '') ?? [];
  const charset = (quoted ?? plain ?? '').toLowerCase();
  // RFC 8259 §8.1: JSON is in UTF-8, which contains ASCII.
  if (['', 'utf-8', 'utf8', 'us-ascii', 'ascii'].includes(charset)) return body;
  return recoded(body, charset, new URL(url).host);
}

/**
 * Throws `api-bad-answer` for bytes that are not in UTF-8.
 * @param text made of them: without a replacement character it has lost nothing, and they are not looked at
 */
export function assertUtf8(text: string, bytes: Uint8Array, url: string): void {
  if (text.includes('\ufffd') && !isUtf8(bytes)) throw refused('utf-8', new URL(url).host);
}

async function* recoded(body: ApiReply['body'], charset: string, host: string): ApiReply['body'] {
  let decoder: TextDecoder | undefined;
  const decode = (bytes?: Uint8Array) => {
    try {
      decoder ??= new TextDecoder(charset, { fatal: true });
      return Buffer.from(decoder.decode(bytes, { stream: bytes !== undefined }), 'utf8');
    } catch (cause) {
      throw refused(charset, host, cause);
    }
  };
  // In the loop, because leaving it closes the connection.
  for await (const chunk of body) yield decode(chunk);
  yield decode();
}

function refused(charset: string, host: string, cause?: unknown): AppError {
  const name = charset.replace(/[^\w.:-]/g, '').slice(0, 40);
  const message = `${host} answered in the charset "${name}", which cannot be read.`;
  return new AppError('api-bad-answer', message, { cause, details: { host, status: '' } });
}
