import { createReadStream, fstatSync } from 'node:fs';
import { Socket } from 'node:net';
import { addAbortSignal, type Readable } from 'node:stream';
import { text } from 'node:stream/consumers';

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
