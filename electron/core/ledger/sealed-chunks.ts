/**
 * Files of sealed chunks: a head, then chunks one after the other, each sealed with AES-256-GCM by itself. The seal
 * covers the head, the file's name and the number of the chunk, so that no chunk passes for another one.
 */
import { type KeyObject, randomBytes } from 'node:crypto';
import { openBytes, sealBytes, sealOverhead } from '../storage/aes-gcm.ts';

const mark = Buffer.from('MAXLDG1\n');
const idBytes = 16;
export const headBytes = mark.length + idBytes;
const lengthBytes = 4;
/** What a chunk takes beside its content. */
export const chunkOverhead = lengthBytes + sealOverhead;
/** A chunk that is added to a file, bytes: records of 64 KB, the last of which may be longer by itself. */
const longestAdded = 256 * 1_024;

/** Seals and opens the chunks of one file. */
export interface ChunkSeal {
  readonly head: Buffer;
  seal(index: number, content: Uint8Array): Buffer;
  /** The content of a whole chunk; undefined if it was damaged or belongs elsewhere. */
  open(index: number, chunk: Buffer): Buffer | undefined;
}

/** Of a new file. @param name of the file, which it keeps */
export function newChunkSeal(key: KeyObject, name: string): ChunkSeal {
  return chunkSeal(key, name, Buffer.concat([mark, randomBytes(idBytes)]));
}

/** Of a file that begins with these bytes; undefined if they are no head. */
export function chunkSealOf(key: KeyObject, name: string, start: Buffer): ChunkSeal | undefined {
  if (start.length < headBytes || !start.subarray(0, mark.length).equals(mark)) return undefined;
  return chunkSeal(key, name, Buffer.from(start.subarray(0, headBytes)));
}

function chunkSeal(key: KeyObject, name: string, head: Buffer): ChunkSeal {
  const bound = (index: number) => Buffer.concat([head, Buffer.from(`${index}:${name}`)]);
  return {
    head,
    seal(index, content) {
      const length = Buffer.alloc(lengthBytes);
      // GCM encrypts each byte to one.
      length.writeUInt32LE(content.length);
      return Buffer.concat([length, sealBytes(key, content, bound(index))]);
    },
    open(index, chunk) {
      if (chunk.length < chunkOverhead || chunk.length !== chunkLength(chunk, 0)) return undefined;
      return openBytes(key, chunk.subarray(lengthBytes), bound(index));
    },
  };
}

/** How long the chunk is that begins here, as it says; 0 where there is not even its length. */
export function chunkLength(file: Buffer, at: number): number {
  if (file.length < at + lengthBytes) return 0;
  return file.readUInt32LE(at) + chunkOverhead;
}

/** What was found in a file of chunks. */
export interface FoundChunks {
  contents: Buffer[];
  /** Where the last good chunk ends. */
  end: number;
  /** `torn`: the last one was not written to its end, so nobody was told that it is there; `damaged`: anything else. */
  state: 'whole' | 'torn' | 'damaged';
}

/** Opens one chunk after the other, up to the first that does not open, in small steps. */
export async function openChunks(
  seal: ChunkSeal,
  file: Buffer,
  breath: () => Promise<void> | undefined,
): Promise<FoundChunks> {
  const contents: Buffer[] = [];
  let at = headBytes;
  while (at < file.length) {
    const length = chunkLength(file, at);
    const isThere = length > chunkOverhead && at + length <= file.length;
    const content = isThere ? seal.open(contents.length, file.subarray(at, at + length)) : undefined;
    if (content === undefined)
      return { contents, end: at, state: isTear(seal, contents.length, file, at) ? 'torn' : 'damaged' };
    contents.push(content);
    at += length;
    const pause = breath();
    if (pause) await pause;
  }
  return { contents, end: at, state: 'whole' };
}

/**
 * Whether what stands there can be the write that a killed process, or a power loss, has broken off: the beginning of one
 * chunk, or room that was never filled, at the end of the file. Chunks are added one at a time, so another one behind it
 * shows that this one was there, and its length is what was damaged.
 */
function isTear(seal: ChunkSeal, index: number, file: Buffer, at: number): boolean {
  const rest = file.subarray(at);
  if (rest.length > longestAdded) return false;
  const length = chunkLength(file, at);
  if (length > chunkOverhead) {
    const isLast = length <= longestAdded && length >= rest.length;
    return isLast && !isFollowed(seal, index, rest);
  }
  return rest.length < lengthBytes || rest.every((byte) => byte === 0);
}

/** Whether the next chunk opens anywhere in these bytes. Few places look like its length. */
function isFollowed(seal: ChunkSeal, index: number, rest: Buffer): boolean {
  for (let at = 1; at + chunkOverhead <= rest.length; at += 1) {
    const length = chunkLength(rest, at);
    if (length <= chunkOverhead || at + length > rest.length) continue;
    if (seal.open(index + 1, rest.subarray(at, at + length)) !== undefined) return true;
  }
  return false;
}
