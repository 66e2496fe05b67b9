import { abortable } from '../core/abortable.ts';
import { AppError } from '../core/errors.ts';

/** The results: written in order and at the reader's pace, so that memory stays small even for a long list. */
export interface Output {
  /** Throws `storage` if writing fails (for instance because the disk is full), or the abort reason of `signal`. */
  write(text: string | Uint8Array): Promise<void>;
}

/** Standard output. A reader that closes the pipe (`| head`) ends the program without an error. */
export function createOutput(stream: NodeJS.WriteStream, signal: AbortSignal): Output {
  // Without an event listener, a failed write would crash the program; the write itself reports the error.
  stream.on('error', () => undefined);
  return {
    async write(text) {
      signal.throwIfAborted();
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      stream.write(text, (error: NodeJS.ErrnoException | null | undefined) => {
        if (error?.code === 'EPIPE') process.exit(0);
        if (error) reject(unwritable(error));
        else resolve();
      });
      // A reader that has stopped reading must not block Ctrl-C.
      await abortable(promise, signal);
    },
  };
}

function unwritable(cause: NodeJS.ErrnoException): AppError {
  const text = cause.code ?? 'unknown';
  return new AppError('storage', `Standard output cannot be written (${text}).`, {
    cause,
    details: { text },
  });
}
