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

export interface LateSigner extends Signer {
  /** To be waited for before `sign` and `keySet`. */
  ready(): Promise<void>;
}

/** The same, whose key is made when it is first waited for: an RSA key takes 50 to 300 ms of a core, and a start has no use for one. */
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
    // Before that it has issued none.
    verify: (token) => signer?.verify(token),
    get keySet() {
      return made().keySet;
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
