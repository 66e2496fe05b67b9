/** Whom a program runs as that must not run as root: Chromium has its sandbox only for others. */

export interface Account {
  uid: number;
  gid: number;
}

/** The account without rights that every Linux has. */
const nobody: Account = { uid: 65_534, gid: 65_534 };

/** Where this process is root's, another account for programs; undefined where it is an ordinary user's already. */
export function ordinaryUser(): Account | undefined {
  return process.getuid?.() === 0 ? nobody : undefined;
}
