/** Why the disk failed, by the system's error code in the details of a `storage` failure. */
const reasons = {
  full: ['ENOSPC', 'EDQUOT'],
  denied: ['EACCES', 'EPERM'],
  readOnly: ['EROFS'],
  inUse: ['EBUSY', 'ETXTBSY'],
  noAnswer: ['ETIMEDOUT'],
  tooLong: ['ENAMETOOLONG'],
  noFile: ['EISDIR', 'ENOTEMPTY', 'EEXIST'],
  gone: ['ENOENT', 'ENOTDIR', 'ENODEV', 'ENXIO'],
  tooLarge: ['EFBIG'],
  faulty: ['EIO', 'ESTALE', 'ENOTCONN', 'EHOSTDOWN'],
} as const;
type DiskReason = keyof typeof reasons;

/** The reason that has its own text; undefined for an unknown code. */
export function diskReason(code: string | undefined): DiskReason | undefined {
  const all = Object.entries(reasons) as [DiskReason, readonly string[]][];
  return all.find(([, codes]) => code !== undefined && codes.includes(code))?.[0];
}
