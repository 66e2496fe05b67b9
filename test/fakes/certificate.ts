import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import {
  BasicConstraintsExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';

/** A key and its certificate in PEM, for `https.createServer`. */
export interface KeyPair {
  key: string;
  cert: string;
}

export interface LeafOptions {
  /** The host name; `localhost` by default. */
  host?: string;
  /** ms since 1970; the default validity is from yesterday to tomorrow. */
  notBefore?: number;
  notAfter?: number;
}

export interface CertificateAuthority {
  /** The authority's own certificate in PEM, which clients have to trust. */
  cert: string;
  leaf(options?: LeafOptions): Promise<KeyPair>;
}

export const day = 24 * 60 * 60_000;
const signingAlgorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
// The global crypto has one type with and one without the DOM types.
const newKeys = () => crypto.subtle.generateKey(signingAlgorithm, true, ['sign', 'verify']);
type Keys = Awaited<ReturnType<typeof newKeys>>;

function validity({ notBefore = Date.now() - day, notAfter = Date.now() + day }: LeafOptions) {
  return { notBefore: new Date(notBefore), notAfter: new Date(notAfter) };
}

async function privateKey(keys: Keys): Promise<string> {
  const key = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  return `-----BEGIN PRIVATE KEY-----\n${key}\n-----END PRIVATE KEY-----\n`;
}

/** A private certificate authority, like a company's: valid from 1,000 days ago for 1,000 more days. */
export async function certificateAuthority(): Promise<CertificateAuthority> {
  const keys = await newKeys();
  // Unique, because two authorities with the same name look like one with a wrong signature.
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

/** A self-signed certificate for localhost, valid from yesterday to tomorrow. */
export async function selfSignedCertificate(): Promise<KeyPair> {
  const keys = await newKeys();
  const certificate = await X509CertificateGenerator.createSelfSigned(
    { name: 'CN=localhost', keys, signingAlgorithm, ...validity({}) },
    crypto,
  );
  return { key: await privateKey(keys), cert: certificate.toString('pem') };
}
