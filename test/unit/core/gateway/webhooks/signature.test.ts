import { expect, test } from 'vitest';
import {
  assertLongSecret,
  webhookSignature,
} from '../../../../../electron/core/gateway/webhooks/signature.ts';
import { isSigned, webhookSecret } from '../../../../fakes/receiver.ts';

test('a signature is that of openssl for the same text and secret', () => {
  // printf '1492774577.{"a":"ü"}' | openssl dgst -sha256 -hmac a-secret-of-thirty-two-bytes-or-so
  expect(webhookSignature(webhookSecret, '{"a":"ü"}', 1_492_774_577_999)).toBe(
    't=1492774577,v1=0e87fcfff7883c00970e2ad082f0e1d71d2a6a1d189a91f2b6e97c953860b514',
  );
});

test('a signature is good for this body, this time and this secret only', () => {
  const header = webhookSignature(webhookSecret, '{}', 5_000);
  expect(isSigned('{}', header)).toBe(true);
  expect(isSigned('{ }', header)).toBe(false);
  expect(isSigned('{}', header.replace('t=5', 't=6'))).toBe(false);
  expect(isSigned('{}', header, 'another')).toBe(false);
});

test('a secret that could be guessed is refused, and not repeated', () => {
  expect(() => assertLongSecret('0123456789abcdef01234567', 'It')).not.toThrow();
  expect(() => assertLongSecret('hunter2', 'It')).toThrow(
    expect.objectContaining({ code: 'configuration', message: 'It is shorter than 24 bytes.' }),
  );
});
