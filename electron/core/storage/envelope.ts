import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto';

const ivBytes = 12;
const tagBytes = 16;
/** What an envelope begins with: `v1.`, or `v2.` with a counter behind it. */
const headPattern = /^(v1|v2\.([1-9]\d{0,14}))\./;

/** The data key: 32 random bytes, to be wrapped by the operating system's secret store. */
export function newDataKey(): Uint8Array {
  return randomBytes(32);
}

/**
 * AES-256-GCM; the entry's name and its counter are authenticated too, so that entries cannot be swapped and an older copy
 * does not pass for a newer one. Returns text.
 * @param counter 0 for what has none; at most 15 digits
 */
export function seal(key: Uint8Array | KeyObject, name: string, plain: string, counter = 0): string {
  const head = counter === 0 ? 'v1' : `v2.${counter}`;
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(`${head}:${name}`));
  const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return `${head}.${Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64')}`;
}

/** The counter that an envelope says it has, which counts only if it opens; 0 for none. */
export function counterOf(sealed: string): number {
  return Number(headPattern.exec(sealed)?.[2] ?? 0);
}

/** Whether a text begins with the version of its format. */
export function hasVersion(text: string): boolean {
  return /^v\d+\./.test(text);
}

/**
 * True if a newer version sealed it in its own format, which is not damage. Every new format gets its own prefix: `v3.`
 * and so on.
 */
export function isForeign(sealed: string): boolean {
  return hasVersion(sealed) && !/^v[12]\./.test(sealed);
}

/** The reverse of `seal`; undefined when the text is damaged, truncated, swapped or was sealed with another key. */
export function open(key: Uint8Array | KeyObject, name: string, sealed: string): string | undefined {
  const [start, head] = headPattern.exec(sealed) ?? [];
  if (start === undefined) return undefined;
  const bytes = Buffer.from(sealed.slice(start.length), 'base64');
  if (bytes.length < ivBytes + tagBytes) return undefined;
  const iv = bytes.subarray(0, ivBytes);
  const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: tagBytes });
  decipher.setAAD(Buffer.from(`${head}:${name}`)).setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]).toString(
      'utf8',
    );
  } catch {
    return undefined;
  }
}
