import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import type { FileFormat } from './file-store.ts';
import { readIfThere } from './replace-file.ts';

/** Smallest size of a slot, bytes: the tokens of one account fit. */
const smallestRoom = 8 * 1024;
/** The first line of a slot: its generation, length and checksum. */
const header = /^(\d+) (\d+) (\d+)\n/;
const longestHeader = 48;

/** The content of a slot. */
interface Version {
  generation: number;
  text: string;
  /** Offset in the file, bytes. */
  at: number;
  length: number;
}

/**
 * A file with two slots for a value that changes often. A write goes to the other slot, which becomes current once it
 * is complete on disk; then the older version is blanked, because it may hold data of an account that has signed out
 * (R28). Neither name nor size changes: one data flush makes it survive a power loss (R20), and takes a third of the
 * time of a new file. Only one process may write.
 */
export const twoSlots: FileFormat = {
  content: (value) => withRoom(encode(1, value)),
  // No value is ever empty, so '' means that neither slot can be read.
  value: (content) => newest(content)?.text ?? '',
  update(file, value) {
    const content = readIfThere(file);
    const last = content && newest(content);
    if (!last) return false;
    const record = encode(last.generation + 1, value);
    const room = roomIn(content);
    if (record.length > room) return false;
    writeBeside(file, last, record, last.at === 0 ? room : 0);
    return true;
  },
};

function writeBeside(file: string, last: Version, record: Buffer, at: number): void {
  const descriptor = openSync(file, 'r+');
  try {
    writeAt(descriptor, record, at);
    fdatasyncSync(descriptor);
    writeAt(descriptor, Buffer.alloc(last.length), last.at);
  } finally {
    closeSync(descriptor);
  }
}

function writeAt(descriptor: number, bytes: Buffer, at: number): void {
  for (let done = 0; done < bytes.length; ) {
    done += writeSync(descriptor, bytes, done, bytes.length - done, at + done);
  }
}

/** The checksum includes the generation, so that a half-written line cannot make an old version look new. */
function encode(generation: number, value: string): Buffer {
  const body = Buffer.from(value, 'utf8');
  return Buffer.concat([Buffer.from(`${generation} ${body.length} ${crc32(body, generation)}\n`), body]);
}

/** Both slots are written, one of them empty, so that the disk space is allocated once and for all. */
function withRoom(record: Buffer): Buffer {
  const room = Math.max(smallestRoom, 2 ** Math.ceil(Math.log2(record.length)));
  return Buffer.concat([record], 2 * room);
}

const roomIn = (content: Buffer) => Math.floor(content.length / 2);

/** The newest complete version; undefined if there is none. */
function newest(content: Buffer): Version | undefined {
  const versions = [0, roomIn(content)].flatMap((at) => decode(content, at) ?? []);
  return versions.sort((a, b) => b.generation - a.generation)[0];
}

function decode(bytes: Buffer, at: number): Version | undefined {
  const line = header.exec(bytes.toString('latin1', at, at + longestHeader));
  if (!line) return undefined;
  const [generation = 0, size = 0, checksum] = line.slice(1).map(Number);
  const start = at + line[0].length;
  const body = bytes.subarray(start, start + size);
  if (body.length !== size || crc32(body, generation) !== checksum) return undefined;
  return { generation, text: body.toString('utf8'), at, length: line[0].length + size };
}
