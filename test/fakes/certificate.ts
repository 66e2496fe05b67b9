import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import {
  BasicConstraintsExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';

/** A key and its certificate, both in PEM, as `https.createServer` takes them. */
export interface KeyPair {
  key: string;
  cert: string;
}

export interface LeafOptions {
  /** The name it is good for; `localhost` unless told otherwise. */
  host?: string;
  /** ms since 1970; from yesterday till tomorrow unless told otherwise. */
  notBefore?: number;
  notAfter?: number;
}

export interface CertificateAuthority {
  /** Its own certificate in PEM: what clients have to trust. */
  cert: string;
  leaf(options?: LeafOptions): Promise<KeyPair>;
}

export const day = 24 * 60 * 60_000;
const signingAlgorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
// The global one has types with and without those of the DOM.
const newKeys = () => crypto.subtle.generateKey(signingAlgorithm, true, ['sign', 'verify']);
type Keys = Awaited<ReturnType<typeof newKeys>>;

function validity({ notBefore = Date.now() - day, notAfter = Date.now() + day }: LeafOptions) {
  return { notBefore: new Date(notBefore), notAfter: new Date(notAfter) };
}

async function privateKey(keys: Keys): Promise<string> {
  const key = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  return `-----BEGIN PRIVATE KEY-----\n${key}\n-----END PRIVATE KEY-----\n`;
}

/** A private certificate authority, as a company or a test has one: good for years to either side of today. */
export async function certificateAuthority(): Promise<CertificateAuthority> {
  const keys = await newKeys();
  // A name of its own: two authorities of one name are taken for one with a broken signature.
  const issuer = `CN=MAX Desk test authority ${randomUUID()}`;
  const own = await X509CertificateGenerator.createSelfSigned(
    {
      name: issuer,
      keys,
      signingAlgorithm,
      ...validity({ notBefore: Date.now() - 1_000 * day, notAfter: Date.now() + 1_000 * day }),
      extensions: [
        new BasicConstraintsExtension(true, 0, true),
        new KeyUsagesExtension(KeyUsageFlags.keyCertSign, true),
      ],
    },
    crypto,
  );
  return {
    cert: own.toString('pem'),
    async leaf(options = {}) {
      const { host = 'localhost' } = options;
      const leafKeys = await newKeys();
      const certificate = await X509CertificateGenerator.create(
        {
          subject: `CN=${host}`,
          issuer,
          publicKey: leafKeys.publicKey,
          signingKey: keys.privateKey,
          signingAlgorithm,
          ...validity(options),
          extensions: [new SubjectAlternativeNameExtension([{ type: 'dns', value: host }])],
        },
        crypto,
      );
      return { key: await privateKey(leafKeys), cert: certificate.toString('pem') };
    },
  };
}

/** A certificate for localhost that nobody but itself vouches for, good from yesterday till tomorrow. */
export async function selfSignedCertificate(): Promise<KeyPair> {
  const keys = await newKeys();
  const certificate = await X509CertificateGenerator.createSelfSigned(
    { name: 'CN=localhost', keys, signingAlgorithm, ...validity({}) },
    crypto,
  );
  return { key: await privateKey(keys), cert: certificate.toString('pem') };
}
