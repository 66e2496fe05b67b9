import { once } from 'node:events';

/** Where results go: written in order, at the reader's pace, so that memory stays small however long the list is. */
export interface Output {
  write(text: string): Promise<void>;
}

/** Standard output. A reader that closes the pipe (`| head`) ends the program quietly. */
export function createOutput(stream: NodeJS.WriteStream): Output {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  return {
    async write(text) {
      if (text !== '' && !stream.write(text)) await once(stream, 'drain');
    },
  };
}
