/** Two ways to carry DevTools messages: the browser's own pipe, or a WebSocket to its debugging port. */
import type { Readable, Writable } from 'node:stream';

export interface Transport {
  send(text: string): void;
  onMessage(listener: (text: string) => void): void;
  onClose(listener: () => void): void;
}

/** Messages over the two pipes of `--remote-debugging-pipe`, each ended by a NUL byte. Nobody else can connect. */
export function pipeTransport(input: Writable, output: Readable): Transport {
  const parts: Buffer[] = [];
  let onMessage: (text: string) => void = () => {};
  const take = (chunk: Buffer) => {
    let start = 0;
    for (let end = chunk.indexOf(0); end >= 0; end = chunk.indexOf(0, start)) {
      parts.push(chunk.subarray(start, end));
      onMessage(Buffer.concat(parts.splice(0)).toString('utf8'));
      start = end + 1;
    }
    if (start < chunk.length) parts.push(chunk.subarray(start));
  };
  output.on('data', take);
  // The browser may go at any time; that is told by the end of `output`.
  input.on('error', () => {});
  output.on('error', () => {});
  return {
    send: (text) => void input.write(`${text}\0`),
    onMessage: (listener) => {
      onMessage = listener;
    },
    onClose: (listener) => void output.once('close', listener),
  };
}

/** Messages over the debugging port, which Playwright needs anyway. */
export async function socketTransport(url: string): Promise<Transport> {
  const socket = new WebSocket(url);
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve(), { once: true });
    socket.addEventListener('error', () => reject(new Error(`stand-in: cannot connect to ${url}`)), {
      once: true,
    });
  });
  return {
    send: (text) => socket.send(text),
    onMessage: (listener) => socket.addEventListener('message', (event) => listener(String(event.data))),
    onClose: (listener) => socket.addEventListener('close', listener),
  };
}
