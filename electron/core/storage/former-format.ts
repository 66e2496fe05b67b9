/**
 * Up to version 0.1.0 the wrapped key and the small entries were in secrets.json, tokens were in files with two slots,
 * and lists of units in files as today.
 */
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import { systemCode } from '../errors.ts';
import { isRecord } from '../json.ts';
import type { EntryStore, Log } from '../ports.ts';
import { dataKeyEntry } from './entry-keys.ts';
import { createFileStore, entryEnding, isQuarantined, namesIn, quarantined } from './file-store.ts';
import { readIfThere, replaceFile, syncFolder } from './replace-file.ts';
import { orStorageFault } from './storage-fault.ts';

const smallEntries = 'secrets.json';
const folders = ['tokens', 'units'];
const formerName = /^(?:secrets\.(?:json$|json\.tmp-|damaged-)|(?:tokens|units)$)/;
/** The first line of a slot: its generation, length in bytes and checksum. */
const header = /^(\d+) (\d+) (\d+)\n/;
const longestHeader = 48;

/**
 * Converts what the former format has kept in `userData` to entries in `folder`, then removes it. If the process is
 * killed meanwhile, the next start finishes it. Throws `storage`; then the former files are all there.
 */
export function convertFormerFormat(userData: string, folder: string, log: Log): void {
  orStorageFault(userData, () => {
    const names = namesIn(userData).filter((name) => formerName.test(name));
    if (names.length === 0) return;
    const store = createFileStore(folder);
    // The key is converted last: if it is there, the former files are out of date and must not be read any more (R28).
    if (store.get(dataKeyEntry) === undefined) convert(userData, folder, store, log);
    for (const name of names) moveOrRemove(name, userData, folder, log);
  });
}

function convert(userData: string, folder: string, store: EntryStore, log: Log): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const name of folders) convertFiles(path.join(userData, name), folder, log);
  const parsed = read(path.join(userData, smallEntries), folder, log, parse);
  const { [dataKeyEntry]: wrapped, ...entries } = isRecord(parsed) ? parsed : {};
  for (const [key, value] of Object.entries({ ...entries, [dataKeyEntry]: wrapped }))
    if (typeof value === 'string') store.set(key, value);
  syncFolder(userData);
  log.info('what the former version has kept was converted', { entries: store.keys().length });
}

function convertFiles(from: string, folder: string, log: Log): void {
  for (const name of namesIn(from)) {
    const file = path.join(from, name);
    if (isQuarantined(name)) renameSync(file, path.join(folder, name));
    if (!name.endsWith(entryEnding)) continue;
    // A damaged file stays as it is: the store quarantines it and says what is lost (R26).
    const text = read(file, folder, log, (content) => newestIn(content) ?? content);
    if (text) replaceFile(path.join(folder, name), text);
  }
}

const parse = (content: Buffer): unknown => JSON.parse(content.toString('utf8'));

/** Undefined if there is nothing, or if it was put aside: damaged JSON, or a pipe, which would block its reader. */
function read<T>(file: string, folder: string, log: Log, asWritten: (content: Buffer) => T): T | undefined {
  try {
    const content = readIfThere(file);
    return content && asWritten(content);
  } catch (error) {
    if (!(error instanceof SyntaxError || systemCode(error) === 'EISDIR')) throw error;
    const name = path.basename(file);
    log.warn('a damaged file was put aside', { name });
    renameSync(file, path.join(folder, quarantined(name)));
    return undefined;
  }
}

/** The newest complete text of a file with two slots; undefined if there is none. */
function newestIn(content: Buffer): Buffer | undefined {
  const slots = [0, Math.floor(content.length / 2)].flatMap((at) => slotAt(content, at) ?? []);
  return slots.sort((a, b) => b.generation - a.generation)[0]?.text;
}

function slotAt(content: Buffer, at: number): { generation: number; text: Buffer } | undefined {
  const line = header.exec(content.toString('latin1', at, at + longestHeader));
  if (!line) return undefined;
  const [generation = 0, size = 0, checksum] = line.slice(1).map(Number);
  const start = at + line[0].length;
  const text = content.subarray(start, start + size);
  return text.length === size && crc32(text, generation) === checksum ? { generation, text } : undefined;
}

/** What is quarantined stays so. What cannot be removed now is removed at a later start. */
function moveOrRemove(name: string, userData: string, folder: string, log: Log): void {
  const file = path.join(userData, name);
  try {
    if (isQuarantined(name)) renameSync(file, path.join(folder, name));
    else rmSync(file, { recursive: true, force: true });
  } catch (error) {
    log.warn('a file of the former version is still there', {
      name,
      code: systemCode(error),
    });
  }
}
