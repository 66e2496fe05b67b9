import { AppError } from '../core/errors.ts';

/** Where results go: written in order, at the reader's pace, so that memory stays small however long the list is. */
export interface Output {
  /** Throws `storage` when it cannot be written, to a full disk for instance, or what `signal` was aborted with. */
  write(text: string | Uint8Array): Promise<void>;
}

/** Standard output. A reader that closes the pipe (`| head`) ends the program quietly. */
export function createOutput(stream: NodeJS.WriteStream, signal: AbortSignal): Output {
  // Without a listener a failed write would end the program with a stack; the write itself says what happened.
  stream.on('error', () => undefined);
  return {
    write: (text) =>
      new Promise((resolve, reject) => {
        // A reader that has stopped reading must not hold up Ctrl-C.
        const abort = () => reject(signal.reason);
        if (signal.aborted) return abort();
        signal.addEventListener('abort', abort, { once: true });
        stream.write(text, (error: NodeJS.ErrnoException | null | undefined) => {
          signal.removeEventListener('abort', abort);
          if (error?.code === 'EPIPE') process.exit(0);
          if (error) reject(unwritable(error));
          else resolve();
        });
      }),
  };
}

function unwritable(cause: NodeJS.ErrnoException): AppError {
  const text = cause.code ?? 'unknown';
  return new AppError('storage', `Standard output cannot be written (${text}).`, {
    cause,
    details: { text },
  });
}
