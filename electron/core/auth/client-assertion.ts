import {
  constants,
  createHash,
  createPrivateKey,
  type KeyObject,
  randomUUID,
  sign,
  X509Certificate,
} from 'node:crypto';
import type { OpenIdConfiguration } from '../connection/open-id-configuration.ts';
import { AppError } from '../errors.ts';
import type { Clock } from '../ports.ts';

/** A client's private key, and the certificate by which the provider knows it. */
export interface ClientCertificate {
  key: KeyObject;
  certificate: X509Certificate | undefined;
}

/** Of an assertion; it is made for one request. Seconds. */
const life = 120;
const curves: Record<string, string> = { prime256v1: 'ES256', secp384r1: 'ES384', secp521r1: 'ES512' };

/**
 * Reads a private key and, where there is one, its certificate from PEM. Throws `usage`, without anything of the text.
 * @param origin names the file in the message
 */
export function readClientCertificate(pem: string, origin: string, clock: Clock): ClientCertificate {
  const wrong = (text: string, cause?: unknown) =>
    new AppError('usage', `${origin} ${text}.`, {
      cause,
      hint: 'It needs a private key without a passphrase in PEM (RSA or EC), and the certificate if the provider asks for its thumbprint.',
    });
  let found: ClientCertificate;
  try {
    const key = createPrivateKey(pem);
    const certificate = pem.includes('-----BEGIN CERTIFICATE-----') ? new X509Certificate(pem) : undefined;
    found = { key, certificate };
  } catch (cause) {
    throw wrong('holds no usable private key', cause);
  }
  const { key, certificate } = found;
  if (algorithmOf(key, undefined) === undefined) throw wrong('holds a key of a kind that is not supported');
  if (certificate && !certificate.checkPrivateKey(key))
    throw wrong('holds a certificate and a key that do not belong together');
  if (certificate && certificate.validToDate.getTime() < clock.now())
    throw wrong(`holds a certificate that expired on ${certificate.validToDate.toISOString().slice(0, 10)}`);
  return found;
}

/**
 * The signed statement by which a client proves who it is (private_key_jwt, RFC 7523 §3, OpenID Connect Core §9), for
 * the provider's token endpoint and one request.
 */
export function clientAssertion(
  clientId: string,
  { key, certificate }: ClientCertificate,
  metadata: OpenIdConfiguration,
  clock: Clock,
): string {
  const now = Math.floor(clock.now() / 1_000);
  const alg = algorithmOf(key, metadata.token_endpoint_auth_signing_alg_values_supported) ?? 'RS256';
  const header = { alg, typ: 'JWT', ...thumbprints(certificate) };
  const times = { iat: now, nbf: now, exp: now + life };
  const claims = { iss: clientId, sub: clientId, aud: metadata.token_endpoint, jti: randomUUID(), ...times };
  const encoded = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
  return [...encoded, signed(encoded.join('.'), key, alg)].join('.');
}

/** RFC 7518 §3.3 to §3.5. */
function signed(text: string, key: KeyObject, alg: string): string {
  const { RSA_PKCS1_PSS_PADDING: padding, RSA_PSS_SALTLEN_DIGEST: saltLength } = constants;
  const pss = alg.startsWith('PS') ? { padding, saltLength } : {};
  const hash = `sha${alg.slice(2)}`;
  return sign(hash, Buffer.from(text), { key, dsaEncoding: 'ieee-p1363', ...pss }).toString('base64url');
}

/** RS256, which every provider must know, unless it says that it takes PS256, which Microsoft prefers. */
function algorithmOf(key: KeyObject, supported: readonly string[] | undefined): string | undefined {
  if (key.asymmetricKeyType === 'rsa') return supported?.includes('PS256') ? 'PS256' : 'RS256';
  return key.asymmetricKeyType === 'ec' ? curves[key.asymmetricKeyDetails?.namedCurve ?? ''] : undefined;
}

/** RFC 7515 §4.1.7 and §4.1.8: by these some providers find the certificate, by the old one or by the new one. */
function thumbprints(certificate: X509Certificate | undefined): Record<string, string> {
  if (!certificate) return {};
  const digest = (hash: string) => createHash(hash).update(certificate.raw).digest('base64url');
  return { x5t: digest('sha1'), 'x5t#S256': digest('sha256') };
}
