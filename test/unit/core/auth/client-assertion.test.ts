import { createHash, generateKeyPairSync, type KeyObject, X509Certificate } from 'node:crypto';
import { createLocalJWKSet, exportJWK, jwtVerify } from 'jose';
import { describe, expect, test } from 'vitest';
import { clientAssertion, readClientCertificate } from '../../../../electron/core/auth/client-assertion.ts';
import { certificateAuthority, day } from '../../../fakes/certificate.ts';
import { fakeClock } from '../../../fakes/ports.ts';

const now = 1_800_000_000_000;
const clock = fakeClock(now);
const endpoint = 'https://login.example.com/token';
const metadata = {
  issuer: 'https://login.example.com',
  authorization_endpoint: 'https://login.example.com/a',
  token_endpoint: endpoint,
  jwks_uri: 'https://login.example.com/k',
};
const pem = (key: KeyObject) => key.export({ format: 'pem', type: 'pkcs8' }).toString();
const read = (text: string) => readClientCertificate(text, '"key.pem"', clock);

describe('a client’s assertion (RFC 7523)', () => {
  const pairs = {
    rsa: generateKeyPairSync('rsa', { modulusLength: 2048 }),
    'P-256': generateKeyPairSync('ec', { namedCurve: 'P-256' }),
    'P-384': generateKeyPairSync('ec', { namedCurve: 'P-384' }),
    'P-521': generateKeyPairSync('ec', { namedCurve: 'P-521' }),
  };

  test.each([
    ['rsa', undefined, 'RS256'],
    ['rsa', ['RS256', 'ES256'], 'RS256'],
    ['rsa', ['RS256', 'PS256'], 'PS256'],
    ['P-256', undefined, 'ES256'],
    ['P-384', undefined, 'ES384'],
    ['P-521', undefined, 'ES512'],
  ] as const)('by a key of %s, where the provider takes %j, is signed by %s', async (kind, taken, alg) => {
    const { privateKey, publicKey } = pairs[kind];
    const told = taken && { token_endpoint_auth_signing_alg_values_supported: [...taken] };
    const text = clientAssertion('daemon', read(pem(privateKey)), { ...metadata, ...told }, clock);
    // Another implementation than ours checks it.
    const keys = createLocalJWKSet({ keys: [await exportJWK(publicKey)] });
    const { payload, protectedHeader } = await jwtVerify(text, keys, {
      issuer: 'daemon',
      subject: 'daemon',
      audience: endpoint,
      currentDate: new Date(now),
    });
    expect(protectedHeader).toEqual({ alg, typ: 'JWT' });
    expect((payload.exp ?? 0) - now / 1_000).toBeLessThanOrEqual(300);
  });

  test('has an id of its own each time', () => {
    const certificate = read(pem(pairs['P-256'].privateKey));
    const ids = [1, 2].map(() => {
      const [, claims = ''] = clientAssertion('daemon', certificate, metadata, clock).split('.');
      return JSON.parse(Buffer.from(claims, 'base64url').toString()).jti as string;
    });
    expect(new Set(ids).size).toBe(2);
  });

  test('names its certificate by both thumbprints', async () => {
    const { key, cert } = await (await certificateAuthority()).leaf({ notAfter: now + day });
    const [head = ''] = clientAssertion('daemon', read(`${cert}\n${key}`), metadata, clock).split('.');
    const { raw } = new X509Certificate(cert);
    const digest = (hash: string) => createHash(hash).update(raw).digest('base64url');
    expect(JSON.parse(Buffer.from(head, 'base64url').toString())).toMatchObject({
      x5t: digest('sha1'),
      'x5t#S256': digest('sha256'),
    });
  });
});
