/** Ed25519 keys (RFC 8032) as texts: a program of the agent is known by its key, and so is the agent. */
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
  verify,
} from 'node:crypto';

/** The public key as its 32 bytes in base64url. */
export interface SigningKey {
  publicKey: string;
  privateKey: KeyObject;
}

/** What stands before the 32 bytes in the DER form of a public key (RFC 8410). */
const derHead = Buffer.from('302a300506032b6570032100', 'hex');

export function createSigningKey(): SigningKey {
  return withPublicKey(generateKeyPairSync('ed25519').privateKey);
}

/** The key as a text to be kept as a secret; `signingKeyOf` reads it. */
export function signingKeyText({ privateKey }: SigningKey): string {
  return privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64url');
}

/** Throws Node's error for what is no such text. */
export function signingKeyOf(text: string): SigningKey {
  const key = Buffer.from(text, 'base64url');
  return withPublicKey(createPrivateKey({ key, type: 'pkcs8', format: 'der' }));
}

function withPublicKey(privateKey: KeyObject): SigningKey {
  const der = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  return { publicKey: der.subarray(derHead.length).toString('base64url'), privateKey };
}

/** The signature in base64url. */
export function keySignature(text: string, { privateKey }: SigningKey): string {
  return sign(null, Buffer.from(text), privateKey).toString('base64url');
}

/** Whether the owner of the key has signed this text; false for a key or a signature that is none. */
export function isSignedBy(publicKey: string, text: string, signature: string): boolean {
  try {
    const der = Buffer.concat([derHead, Buffer.from(publicKey, 'base64url')]);
    const key = createPublicKey({ key: der, type: 'spki', format: 'der' });
    return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'));
  } catch {
    return false;
  }
}

/** 32 random bytes in base64url, for use once. */
export function createNonce(): string {
  return randomBytes(32).toString('base64url');
}
