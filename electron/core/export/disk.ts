import type { FileHandle } from 'node:fs/promises';
import { access, copyFile, open, readlink, realpath, rename, rm, stat } from 'node:fs/promises';

/** A file that is being written. */
export type OpenFile = Pick<FileHandle, 'writeFile' | 'chmod' | 'sync' | 'close'>;

/** As much of node:fs/promises as saving needs. Nothing synchronous: a network drive that hangs must not stop main. */
export interface Disk {
  open(file: string, flags: string, mode: number): Promise<OpenFile>;
  /** Rejects with EACCES, EPERM or EROFS when the file may not be written. */
  access(file: string, mode: number): Promise<void>;
  copyFile(from: string, to: string): Promise<void>;
  readlink(file: string): Promise<string>;
  realpath(file: string): Promise<string>;
  rename(from: string, to: string): Promise<void>;
  rm(file: string, options: { force: boolean }): Promise<void>;
  stat(file: string): Promise<{ mode: number; isFile(): boolean }>;
}

/** This computer's. */
export const nodeDisk: Disk = { open, access, copyFile, readlink, realpath, rename, rm, stat };

/** The system's code of what a disk refused, ENOSPC for instance; `unknown` where it gave none. */
export function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException | undefined)?.code ?? 'unknown';
}
