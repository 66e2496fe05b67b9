import type { FileHandle } from 'node:fs/promises';
import { access, copyFile, open, readlink, realpath, rename, rm, stat } from 'node:fs/promises';

/** A file that is being written. */
export type OpenFile = Pick<FileHandle, 'writeFile' | 'chmod' | 'sync' | 'close'>;

/** The part of node:fs/promises that saving needs. Nothing synchronous: a hanging network drive must not block main. */
export interface Disk {
  open(file: string, flags: string, mode: number): Promise<OpenFile>;
  /** Rejects with EACCES, EPERM or EROFS if the file may not be written. */
  access(file: string, mode: number): Promise<void>;
  copyFile(from: string, to: string): Promise<void>;
  readlink(file: string): Promise<string>;
  realpath(file: string): Promise<string>;
  rename(from: string, to: string): Promise<void>;
  rm(file: string, options: { force: boolean }): Promise<void>;
  stat(file: string): Promise<{ mode: number; isFile(): boolean }>;
}

/** The disk of this computer. */
export const nodeDisk: Disk = { open, access, copyFile, readlink, realpath, rename, rm, stat };
