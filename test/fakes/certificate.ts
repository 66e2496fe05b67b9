import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { X509CertificateGenerator } from '@peculiar/x509';

/** A key and its certificate, both in PEM, as `https.createServer` takes them. */
export interface KeyPair {
  key: string;
  cert: string;
}

/** A certificate for localhost that nobody but itself vouches for, good from yesterday till tomorrow. */
export async function selfSignedCertificate(): Promise<KeyPair> {
  const day = 24 * 60 * 60_000;
  const signingAlgorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await webcrypto.subtle.generateKey(signingAlgorithm, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned(
    {
      name: 'CN=localhost',
      keys,
      signingAlgorithm,
      notBefore: new Date(Date.now() - day),
      notAfter: new Date(Date.now() + day),
    },
    webcrypto,
  );
  const key = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  const pem = `-----BEGIN PRIVATE KEY-----\n${key}\n-----END PRIVATE KEY-----\n`;
  return { key: pem, cert: certificate.toString('pem') };
}
