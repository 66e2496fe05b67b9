import { describe, expect, test } from 'vitest';
import {
  createNonce,
  createSigningKey,
  isSignedBy,
  keySignature,
  signingKeyOf,
  signingKeyText,
} from '../../../../electron/core/agent/keys.ts';
import {
  commitmentOf,
  helloText,
  pairingCode,
  pairingText,
  requestProof,
} from '../../../../electron/core/agent/protocol.ts';

describe('keys', () => {
  test('are the ones of RFC 8032 §7.1, test 1', () => {
    const pkcs8 = `302e020100300506032b657004220420${'9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60'}`;
    const key = signingKeyOf(Buffer.from(pkcs8, 'hex').toString('base64url'));
    expect(Buffer.from(key.publicKey, 'base64url').toString('hex')).toBe(
      'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    );
    expect(Buffer.from(keySignature('', key), 'base64url').toString('hex')).toBe(
      'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
    );
  });

  test('are kept as a text, and sign for themselves only', () => {
    const [mine, other] = [createSigningKey(), createSigningKey()];
    const again = signingKeyOf(signingKeyText(mine));
    expect(again.publicKey).toBe(mine.publicKey);
    expect(mine.publicKey).toMatch(/^[\w-]{43}$/);
    const signature = keySignature('text', again);
    expect(isSignedBy(mine.publicKey, 'text', signature)).toBe(true);
    expect(isSignedBy(other.publicKey, 'text', signature)).toBe(false);
    expect(isSignedBy(mine.publicKey, 'Text', signature)).toBe(false);
    for (const none of ['', 'x', '\0', 'A'.repeat(86)]) {
      expect(isSignedBy(mine.publicKey, 'text', none)).toBe(false);
      expect(isSignedBy(none, 'text', signature)).toBe(false);
    }
    expect(() => signingKeyOf('no key')).toThrow();
  });

  test('nonces are 32 bytes, and never the same', () => {
    expect(Buffer.from(createNonce(), 'base64url')).toHaveLength(32);
    expect(createNonce()).not.toBe(createNonce());
  });
});

/** As docs/agent.md has them, with hashes that Python made: a change here is another version of the protocol. */
describe('version 1', () => {
  const facts = { agentKey: 'A', publicKey: 'P', agentNonce: 'B', nonce: 'M', name: 'Näme', path: '/p' };
  test('signs and hashes these texts', () => {
    expect(helloText('N', 'C')).toBe('max-desk-agent v1 hello\nN\nC');
    expect(requestProof('C', '{}')).toBe(
      'max-desk-agent v1\nC\n44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a',
    );
    expect(commitmentOf('M', 'P')).toBe('bdf47fc5e25bfbc17fdf463a940d5b3fdd678649636706ddccb65fab823bff4d');
    expect(pairingText(facts).split('\n').slice(0, 5)).toEqual([
      'max-desk-agent v1 pairing',
      'A',
      'P',
      'B',
      'M',
    ]);
    expect(pairingCode(facts)).toBe('954772');
  });

  test('makes another code of each other fact', () => {
    const codes = Object.keys(facts).map((fact) => pairingCode({ ...facts, [fact]: 'x' }));
    expect(new Set([...codes, pairingCode(facts)]).size).toBe(7);
    expect(codes.every((code) => /^\d{6}$/.test(code))).toBe(true);
  });
});
