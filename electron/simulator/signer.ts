import {
  createHash,
  createPublicKey,
  generateKeyPair,
  type KeyObject,
  sign,
  timingSafeEqual,
  verify,
} from 'node:crypto';
import { promisify } from 'node:util';

export type Claims = Readonly<Record<string, unknown>>;

export interface Signer {
  /** A JWT signed with RS256. */
  sign(claims: Claims): string;
  /** The claims of a token this signer issued; undefined for anything else. Does not look at its times. */
  verify(token: string): Claims | undefined;
  /** The JSON Web Key Set to publish. */
  readonly keySet: { readonly keys: readonly Claims[] };
}

const ALGORITHM = 'RSA-SHA256';

/** Makes a fresh RSA key and signs with it, so that no key outlives the process; with `given` unless that is left out. */
export async function createSigner(given?: KeyObject): Promise<Signer> {
  const privateKey = given ?? (await newSigningKey());
  const publicKey = createPublicKey(privateKey);
  const { kty, n, e } = publicKey.export({ format: 'jwk' });
  const kid = createHash('sha256').update(`${n}`).digest('base64url');
  const header = encode({ alg: 'RS256', kid, typ: 'JWT' });
  return {
    keySet: { keys: [{ kid, use: 'sig', kty, n, e }] },
    sign: (claims) => {
      const content = `${header}.${encode(claims)}`;
      return `${content}.${sign(ALGORITHM, Buffer.from(content), privateKey).toString('base64url')}`;
    },
    verify: (token) => {
      const [head, body, signature, ...rest] = token.split('.');
      // Only our own header counts: that leaves no room for `alg: none` or another key.
      if (head !== header || body === undefined || signature === undefined || rest.length > 0)
        return undefined;
      const intact = verify(
        ALGORITHM,
        Buffer.from(`${head}.${body}`),
        publicKey,
        Buffer.from(signature, 'base64url'),
      );
      return intact ? (JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as Claims) : undefined;
    },
  };
}

async function newSigningKey(): Promise<KeyObject> {
  return (await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })).privateKey;
}

/** Compares two secrets in a time that tells nothing about them, whatever their lengths. */
export function sameSecret(given: string, expected: string): boolean {
  return timingSafeEqual(digest(given), digest(expected));
}

/** JSON as base64url, the form in which tokens and B2C's `client_info` carry it. */
export function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function digest(value: string): Buffer {
  return createHash('sha256').update(value).digest();
}
