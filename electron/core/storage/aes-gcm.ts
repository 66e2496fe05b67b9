import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto';

const ivBytes = 12;
const tagBytes = 16;
/** What a seal takes beside its content. */
export const sealOverhead = ivBytes + tagBytes;

/**
 * Encrypts with AES-256-GCM (NIST SP 800-38D): a fresh initialization vector, the tag, the encrypted content.
 * @param bound what is authenticated too, so that nothing passes for something else
 */
export function sealBytes(key: Uint8Array | KeyObject, content: Uint8Array, bound: Uint8Array): Buffer {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(bound);
  const body = Buffer.concat([cipher.update(content), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]);
}

/** The reverse; undefined when it is damaged, truncated, bound to something else or sealed with another key. */
export function openBytes(
  key: Uint8Array | KeyObject,
  sealed: Uint8Array,
  bound: Uint8Array,
): Buffer | undefined {
  if (sealed.length < sealOverhead) return undefined;
  const iv = sealed.subarray(0, ivBytes);
  const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: tagBytes });
  decipher.setAAD(bound).setAuthTag(sealed.subarray(ivBytes, sealOverhead));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(sealOverhead)), decipher.final()]);
  } catch {
    return undefined;
  }
}
