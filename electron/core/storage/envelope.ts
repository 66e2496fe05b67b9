import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto';

const version = 'v1';
const ivBytes = 12;
const tagBytes = 16;

/** The data key: 32 random bytes, to be wrapped by the operating system's secret store. */
export function newDataKey(): Uint8Array {
  return randomBytes(32);
}

/** AES-256-GCM; the entry's name is authenticated too, so that entries cannot be swapped. Returns text. */
export function seal(key: Uint8Array | KeyObject, name: string, plain: string): string {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(`${version}:${name}`));
  const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return `${version}.${Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64')}`;
}

/**
 * True if a newer version sealed it in its own format, which is not damage. Every new format gets its own prefix: `v2.`
 * and so on.
 */
export function isForeign(sealed: string): boolean {
  return /^v\d+\./.test(sealed) && !sealed.startsWith(`${version}.`);
}

/** The reverse of `seal`; undefined when the text is damaged, truncated, swapped or was sealed with another key. */
export function open(key: Uint8Array | KeyObject, name: string, sealed: string): string | undefined {
  if (!sealed.startsWith(`${version}.`)) return undefined;
  const bytes = Buffer.from(sealed.slice(version.length + 1), 'base64');
  if (bytes.length < ivBytes + tagBytes) return undefined;
  const iv = bytes.subarray(0, ivBytes);
  const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: tagBytes });
  decipher.setAAD(Buffer.from(`${version}:${name}`)).setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]).toString(
      'utf8',
    );
  } catch {
    return undefined;
  }
}
