import { createReadStream, fstatSync } from 'node:fs';
import { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { addAbortSignal, type Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { abortable } from '../core/abortable.ts';
import { AppError } from '../core/errors.ts';

/**
 * Reads `stream` to its end; `what` names it in error messages. Throws `usage` for more than `limit` bytes, `offline`
 * at the time limit, or the abort reason of `signal`.
 */
export async function readAll(
  stream: Readable,
  signal: AbortSignal,
  { what, limit }: { what: string; limit: number },
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of addAbortSignal(signal, stream)) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > limit) throw new AppError('usage', `${what} is longer than ${limit} bytes.`);
    }
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    if (signal.reason instanceof AppError) throw signal.reason;
    if (signal.aborted)
      throw new AppError('offline', `${what} did not come within the time limit.`, { cause });
    throw new AppError('usage', `${what} cannot be read.`, { cause });
  }
  return Buffer.concat(chunks);
}

/** Asks a person at the terminal for one line. Throws `cancelled` where no line comes, or the reason of `signal`. */
export async function readLine(question: string, signal: AbortSignal): Promise<string> {
  // With a terminal of its own it would take Ctrl-C to itself.
  const lines = createInterface({ input: process.stdin, terminal: false });
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  lines.once('line', resolve);
  lines.once('close', () => reject(new AppError('cancelled', 'Nothing was written.')));
  process.stderr.write(question);
  try {
    return await abortable(promise, signal);
  } finally {
    lines.close();
  }
}

/** Decodes UTF-8 text without its byte order mark. Throws `usage`. */
export function asText(bytes: Uint8Array, what: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new AppError('usage', `${what} is not text in UTF-8.`, { cause });
  }
}

/** Reads a file descriptor to its end and removes one final line break. Throws the system's error, or an AbortError. */
export async function readDescriptor(descriptor: number, signal: AbortSignal): Promise<string> {
  const all = await text(addAbortSignal(signal, streamOf(descriptor)));
  return all.replace(/\r?\n$/, '');
}

/** A pipe is read as a socket: reading it as a file would block, even for Ctrl-C, until somebody writes. */
function streamOf(descriptor: number): Readable {
  if (descriptor === 0) return process.stdin;
  const stat = fstatSync(descriptor);
  const isPipe = stat.isFIFO() || stat.isSocket();
  return isPipe ? new Socket({ fd: descriptor }) : createReadStream('', { fd: descriptor });
}
