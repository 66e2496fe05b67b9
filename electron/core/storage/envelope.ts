import { type KeyObject, randomBytes } from 'node:crypto';
import { openBytes, sealBytes } from './aes-gcm.ts';

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
  const sealed = sealBytes(key, Buffer.from(plain), Buffer.from(`${head}:${name}`));
  return `${head}.${sealed.toString('base64')}`;
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
  return openBytes(key, bytes, Buffer.from(`${head}:${name}`))?.toString('utf8');
}
