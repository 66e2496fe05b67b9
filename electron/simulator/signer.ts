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
  /** The claims of a token that this signer issued, else undefined. Does not check its times. */
  verify(token: string): Claims | undefined;
  /** The JSON Web Key Set that is published. */
  readonly keySet: { readonly keys: readonly Claims[] };
}

const ALGORITHM = 'RSA-SHA256';

/** Signs with the key `given`, or with a new RSA key that exists only as long as the process. */
async function createSigner(given?: KeyObject): Promise<Signer> {
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
      // Only our own header is accepted, which excludes `alg: none` and other keys.
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

export interface LateSigner extends Signer {
  /** Must be awaited before `sign` and `keySet`. */
  ready(): Promise<void>;
}

/** A signer that creates its key on first use, because an RSA key takes 50 to 300 ms of CPU time. */
export function createLateSigner(given?: KeyObject): LateSigner {
  let signer: Signer | undefined;
  let making: Promise<void> | undefined;
  const made = (): Signer => {
    if (signer === undefined) throw new Error('The key is not there yet.');
    return signer;
  };
  return {
    async ready() {
      making ??= createSigner(given).then((ready) => {
        signer = ready;
      });
      await making;
    },
    sign: (claims) => made().sign(claims),
    // Without a key no token has been issued yet.
    verify: (token) => signer?.verify(token),
    get keySet() {
      return made().keySet;
    },
  };
}

async function newSigningKey(): Promise<KeyObject> {
  return (await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })).privateKey;
}

/** Compares two secrets in constant time, even if their lengths differ. */
export function sameSecret(given: string, expected: string): boolean {
  return timingSafeEqual(digest(given), digest(expected));
}

/** JSON as base64url, as in tokens and in B2C's `client_info`. */
export function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function digest(value: string): Buffer {
  return createHash('sha256').update(value).digest();
}
