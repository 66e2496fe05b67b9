import { styleText } from 'node:util';
import { abortable } from '../core/abortable.ts';
import { AppError, systemCode } from '../core/errors.ts';
import { printable, printableLines } from '../core/printable.ts';

/** The first characters of a text, which are coloured where colours are shown. */
export interface Lead {
  length: number;
  colour: 'green' | 'red' | 'yellow';
}

/** The results: written in order and at the reader's pace, so that memory stays small even for a long list. */
export interface Output {
  /**
   * Throws `storage` if writing fails (for instance because the disk is full), or the abort reason of `signal`.
   * @param closed a reader that closes the pipe ends the program, unless it has more to do than to write: `storage` then
   */
  write(text: string | Uint8Array, lead?: Lead, closed?: 'ends' | 'throws'): Promise<void>;
}

/**
 * Standard output. A reader that closes the pipe (`| head`) ends the program without an error, unless `closed` says else. A terminal is shown no
 * control characters and none that change the direction (R45); a pipe gets every byte as it is.
 */
export function createOutput(stream: NodeJS.WriteStream, signal: AbortSignal): Output {
  // Without an event listener, a failed write would crash the program; the write itself reports the error.
  stream.on('error', () => undefined);
  const shown = stream.isTTY ? createScreen() : undefined;
  return {
    async write(text, lead, closed = 'ends') {
      signal.throwIfAborted();
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      stream.write(shown?.(text, lead) ?? text, (error: NodeJS.ErrnoException | null | undefined) => {
        if (error?.code === 'EPIPE' && closed === 'ends') process.exit(0);
        if (error) reject(unwritable(error));
        else resolve();
      });
      // A reader that has stopped reading must not block Ctrl-C.
      await abortable(promise, signal);
    },
  };
}

/** Bytes are read as UTF-8; a character may be spread over two pieces. */
function createScreen(): (text: string | Uint8Array, lead?: Lead) => string {
  const decoder = new TextDecoder();
  return (text, lead) => {
    const all = printableLines(typeof text === 'string' ? text : decoder.decode(text, { stream: true }));
    if (!lead) return all;
    return styleText(lead.colour, all.slice(0, lead.length)) + all.slice(lead.length);
  };
}

/** Writes a line for people on standard error, always without what a terminal would run (R45). */
export function sayLine(text: string): void {
  process.stderr.write(`${printable(text)}\n`);
}

/** Whether a write has failed because nobody reads what is written any more. */
export function isReaderGone(error: unknown): boolean {
  return error instanceof AppError && systemCode(error.cause) === 'EPIPE';
}

function unwritable(cause: NodeJS.ErrnoException): AppError {
  const text = cause.code ?? 'unknown';
  return new AppError('storage', `Standard output cannot be written (${text}).`, {
    cause,
    details: { text },
  });
}
