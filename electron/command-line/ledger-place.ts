/** The folder of a ledger that the command line keeps, and what belongs to it (docs/ledger.md). */
import { createSecretKey, type KeyObject } from 'node:crypto';
import path from 'node:path';
import { ledgerPrefix } from '../core/connection/stored-entries.ts';
import { shortDigest } from '../core/digest.ts';
import { AppError } from '../core/errors.ts';
import { isRecord, jsonIn } from '../core/json.ts';
import { ledgerKey } from '../core/ledger/ledger-key.ts';
import { namesIn } from '../core/storage/file-store.ts';
import { readIfThere, replaceFile } from '../core/storage/replace-file.ts';
import { orStorageFault } from '../core/storage/storage-fault.ts';
import { assertTrustedFolder } from '../core/storage/trusted-path.ts';
import type { Context } from './context.ts';
import { ledgerEntries } from './ledger-entries.ts';

/** Names the entry with the key. Nothing secret is in it. */
const aboutFile = 'ledger.json';
const format = 'max-desk-ledger';
const version = 1;
export const lockFile = 'lock';
/** SQLite makes the second one beside it while it is held. */
const lockFiles: readonly string[] = [lockFile, `${lockFile}-journal`];
/** The folder with what was taken down, as the window keeps it. */
const changesFolder = 'changes';

/** Where a ledger is, and what opens it. */
export interface LedgerPlace {
  /** Absolute, as are the others. */
  folder: string;
  changes: string;
  key: KeyObject;
}

/** Who is looked after by a ledger. */
export interface LedgerOwner {
  connectionId: string;
  accountId: string;
}

/**
 * The ledger of an account in a folder; a new one where that is empty or not there yet. Throws `usage` for a folder with
 * something else, or with the ledger of another account, `storage`, `storage-locked`.
 */
export async function ledgerPlaceFor(
  context: Pick<Context, 'home'>,
  folder: string,
  owner: LedgerOwner,
): Promise<LedgerPlace> {
  const entry = usableEntry(folder, owner);
  if (entry !== undefined) return { ...placeOf(folder), key: await keyOf(context, folder, entry) };
  const next = ledgerEntries(owner.connectionId, owner.accountId) + shortDigest(folder);
  const { store, assertKept } = context.home();
  const found = await ledgerKey(store, next);
  assertKept();
  if (!found) throw unreadable(context, folder);
  // The key first: a ledger without one could not be read.
  const about = `${JSON.stringify({ format, version, key: next })}\n`;
  orStorageFault(path.join(folder, aboutFile), () => replaceFile(path.join(folder, aboutFile), about));
  return { ...placeOf(folder), key: found.key };
}

/**
 * The entry with the key of the ledger of this account in a folder; undefined where another may begin. The folder is only
 * looked at. Throws `usage` as `ledgerPlaceFor` does, and `storage`.
 */
export function usableEntry(folder: string, { connectionId, accountId }: LedgerOwner): string | undefined {
  const entry = entryIn(folder);
  if (entry === undefined) assertFree(folder);
  else if (!entry.startsWith(ledgerEntries(connectionId, accountId)))
    throw new AppError('usage', `The ledger in ${folder} is of another connection or account.`, {
      hint: 'Name another folder with --ledger: each account has a ledger of its own.',
    });
  return entry;
}

/** A ledger that is there, to be read. Throws `usage` if there is none, `storage`, `storage-locked`. */
export async function existingLedger(context: Pick<Context, 'home'>, folder: string): Promise<LedgerPlace> {
  const entry = entryIn(folder);
  if (entry === undefined)
    throw new AppError('usage', `There is no ledger in ${folder}.`, {
      hint: '"max-desk watch --ledger FOLDER" keeps one; name the same folder.',
    });
  return { ...placeOf(folder), key: await keyOf(context, folder, entry) };
}

const placeOf = (folder: string) => ({ folder, changes: path.join(folder, changesFolder) });

/** The entry with the key of the ledger in a folder; undefined if there is no ledger. */
function entryIn(folder: string): string | undefined {
  const file = path.join(folder, aboutFile);
  assertTrustedFolder(folder);
  const text = orStorageFault(file, () => readIfThere(file))?.toString('utf8');
  if (text === undefined) return undefined;
  const about = jsonIn(text);
  const found = isRecord(about) && about['format'] === format ? about : {};
  if (typeof found['version'] === 'number' && found['version'] > version)
    throw new AppError('storage', `The ledger in ${folder} is of a newer version of max-desk.`, {
      hint: 'Use that version, or name another folder.',
      details: { file, text: 'of a newer version' },
    });
  const entry = found['key'];
  // Whoever can write to the file must not have another secret taken for a key.
  if (
    typeof entry === 'string' &&
    entry.startsWith(ledgerPrefix) &&
    /^ledger(?:\.[\da-f]{24}){4}$/.test(entry)
  )
    return entry;
  throw new AppError('storage', `${file} is damaged: nobody can tell whose the ledger is.`, {
    hint: 'Put it back from a copy, or name another folder.',
    details: { file, text: 'is damaged' },
  });
}

async function keyOf(context: Pick<Context, 'home'>, folder: string, entry: string): Promise<KeyObject> {
  const { store, assertKept } = context.home();
  const text = await store.read(entry);
  if (text === undefined) assertKept();
  const bytes = Buffer.from(text ?? '', 'base64');
  if (bytes.length !== 32) throw unreadable(context, folder);
  return createSecretKey(bytes);
}

function unreadable({ home }: Pick<Context, 'home'>, folder: string): AppError {
  return new AppError(
    'storage',
    `The ledger in ${folder} cannot be read: its key is not in ${home().folder}.`,
    {
      hint: 'Name the --home that it was made with. If its account was signed out there, the key is gone for good: name another folder.',
      details: { file: folder, text: 'its key is not there' },
    },
  );
}

/** Nothing of somebody else may come to stand beside a ledger. */
function assertFree(folder: string): void {
  const names = orStorageFault(folder, () => namesIn(folder));
  if (names.every((name) => lockFiles.includes(name))) return;
  throw new AppError('usage', `${folder} has other files and no ledger.`, {
    hint: 'Name an empty folder with --ledger, or one that is not there yet.',
  });
}
