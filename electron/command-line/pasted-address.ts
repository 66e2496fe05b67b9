import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import type { CallbackFault } from '../core/auth/sign-in/loopback.ts';
import { AppError } from '../core/errors.ts';

export interface PastedAddressParts {
  /** Returns what is wrong with the address. */
  take: (address: string) => CallbackFault | undefined;
  /** Whether the address is of the page that was printed. */
  isPage: (address: string) => boolean;
  say: (text: string) => void;
  /** Standard input has ended with nothing but wrong addresses. */
  fail: (failure: AppError) => void;
}

const faults: Record<CallbackFault, string> = {
  elsewhere: 'This is not the address that the browser came back to: that one begins with http://localhost.',
  incomplete:
    'This address is cut short, or was changed: "code=" and "state=" are in it once. Paste all of it.',
  foreign: 'This address belongs to another sign-in. Open the address above and sign in again.',
  handled: 'This address was used already.',
};
const pageItself =
  'This is the address to open. Sign in there, then paste the one that the browser shows at the end.';

/**
 * Reads addresses from standard input, one a line, until one is taken. A wrong one is told of, and the next one is
 * awaited. Nothing is echoed: the address holds a code. Returns a function that stops reading.
 */
export function readPastedAddresses({ take, isPage, say, fail }: PastedAddressParts): () => void {
  const { stdin } = process;
  // In its own line mode a terminal cuts off what is longer than 4,096 characters (1,024 on macOS).
  const lines = createInterface({ input: stdin, output: silent(), terminal: stdin.isTTY === true });
  let wrong: string | undefined;
  let isStopped = false;
  const stop = () => {
    isStopped = true;
    lines.close();
  };
  lines.on('line', (line) => {
    // As people paste it from a mail or a chat.
    const address = line.trim().replace(/^["'<]|["'>]$/g, '');
    if (address === '' || isStopped) return;
    const fault = take(address);
    wrong = fault === undefined ? undefined : isPage(address) ? pageItself : faults[fault];
    if (wrong !== undefined) say(wrong);
  });
  // The terminal does not send the signal while we read from it so.
  lines.on('SIGINT', () => process.emit('SIGINT'));
  lines.once('close', () => {
    if (!isStopped && wrong !== undefined)
      fail(new AppError('usage', wrong, { hint: 'Run "max-desk login --no-browser" again.' }));
  });
  return stop;
}

function silent(): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done() });
}
