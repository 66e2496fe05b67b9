import { createReadStream, fstatSync } from 'node:fs';
import { Socket } from 'node:net';
import { createInterface, type Interface } from 'node:readline';
import { addAbortSignal, type Readable, Writable } from 'node:stream';
import { abortable } from '../core/abortable.ts';
import { AppError, systemCode } from '../core/errors.ts';
import { printableLines } from '../core/printable.ts';

/** `what` names the input in error messages; `limit` is in bytes. */
interface Input {
  what: string;
  limit: number;
}

/**
 * Reads standard input, or another file descriptor, to its end. Throws `usage` for more than `limit` bytes and for what
 * cannot be read, `offline` at the time limit, or the abort reason of `signal`.
 */
export async function readAll(
  descriptor: number,
  signal: AbortSignal,
  { what, limit }: Input,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of addAbortSignal(signal, streamOf(descriptor))) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > limit) throw new AppError('usage', `${what} is longer than ${limit} bytes.`);
    }
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    if (signal.reason instanceof AppError) throw signal.reason;
    if (signal.aborted)
      throw new AppError('offline', `${what} did not come within the time limit.`, { cause });
    const reason = systemCode(cause);
    throw new AppError('usage', `${what} cannot be read (${reason}).`, { cause });
  }
  return Buffer.concat(chunks);
}

/** Asks a person at the terminal for one line. Throws `cancelled` where no line comes, or the reason of `signal`. */
export async function readLine(question: string, signal: AbortSignal): Promise<string> {
  // With a terminal of its own it would take Ctrl-C to itself.
  return nextLine(createInterface({ input: process.stdin, terminal: false }), question, signal);
}

/** Decodes UTF-8 text without its byte order mark. Throws `usage`. */
export function asText(bytes: Uint8Array, what: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new AppError('usage', `${what} is not text in UTF-8.`, { cause });
  }
}

/** A pipe is read as a socket: reading it as a file would block, even for Ctrl-C, until somebody writes. */
function streamOf(descriptor: number): Readable {
  if (descriptor === 0) return process.stdin;
  const stat = fstatSync(descriptor);
  const isPipe = stat.isFIFO() || stat.isSocket();
  return isPipe ? new Socket({ fd: descriptor }) : createReadStream('', { fd: descriptor });
}

/** The same for a secret: what is typed is not shown. */
export async function readHiddenLine(question: string, signal: AbortSignal): Promise<string> {
  const output = new Writable({ write: (_chunk, _coding, done) => done() });
  const lines = createInterface({ input: process.stdin, output, terminal: true });
  // It takes Ctrl-C to itself.
  lines.once('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  try {
    return await nextLine(lines, question, signal);
  } finally {
    process.stderr.write('\n');
  }
}

async function nextLine(lines: Interface, question: string, signal: AbortSignal): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  lines.once('line', resolve);
  lines.once('close', () => reject(new AppError('cancelled', 'Nothing was written.')));
  process.stderr.write(printableLines(question));
  try {
    return await abortable(promise, signal);
  } finally {
    lines.close();
  }
}
