/** The account for programs that must not run as root: Chromium's sandbox does not work for root. */
import { chownSync } from 'node:fs';

export interface Account {
  uid: number;
  gid: number;
}

/** The unprivileged account that every Linux has. */
const nobody: Account = { uid: 65_534, gid: 65_534 };

/** An account for programs if this process runs as root, else undefined. */
export function ordinaryUser(): Account | undefined {
  return process.getuid?.() === 0 ? nobody : undefined;
}

/** Changes the owner of these files and folders. */
export function giveTo({ uid, gid }: Account, files: readonly string[]): void {
  for (const file of files) chownSync(file, uid, gid);
}
