import { createReadStream, fstatSync } from 'node:fs';
import { Socket } from 'node:net';
import { addAbortSignal, type Readable } from 'node:stream';
import { text } from 'node:stream/consumers';

/** All text of a file descriptor, without one line end at its end. Throws what the system says, or an AbortError. */
export async function readDescriptor(descriptor: number, signal: AbortSignal): Promise<string> {
  const all = await text(addAbortSignal(signal, streamOf(descriptor)));
  return all.replace(/\r?\n$/, '');
}

/** A pipe is read as a socket: a file's read would block until somebody writes, and Ctrl-C with it. */
function streamOf(descriptor: number): Readable {
  if (descriptor === 0) return process.stdin;
  const stat = fstatSync(descriptor);
  const isPipe = stat.isFIFO() || stat.isSocket();
  return isPipe ? new Socket({ fd: descriptor }) : createReadStream('', { fd: descriptor });
}
