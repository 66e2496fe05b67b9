import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSecretEraser } from '../../../../electron/core/agent/secret-eraser.ts';
import { fuzz } from '../../../fakes/fuzz.ts';

const secret = 'a-secret-token';
function erased(secrets: readonly string[], pieces: readonly string[]): string {
  const eraser = createSecretEraser(secrets);
  return Buffer.concat([...pieces.map((piece) => eraser.push(Buffer.from(piece))), eraser.rest()]).toString();
}

test('no secret comes through, wherever the body is cut, and everything else does', async () => {
  const text = fc.array(fc.oneof(fc.constant(secret), fc.constant(secret.slice(0, 5)), fc.string()), {
    maxLength: 6,
  });
  await fuzz(
    fc.property(text, fc.array(fc.nat(200), { maxLength: 8 }), (parts, cuts) => {
      const body = parts.join('');
      const places = [0, ...cuts.map((cut) => Math.min(cut, body.length)), body.length].sort((a, b) => a - b);
      const pieces = places.slice(1).map((end, index) => body.slice(places[index], end));
      expect(erased([secret, 'another-secret'], pieces)).toBe(
        body.replaceAll(secret, '*'.repeat(secret.length)),
      );
    }),
    500,
  );
});

test('what is too short to be a secret is left', () => {
  expect(erased(['short', ''], ['a short text'])).toBe('a short text');
});
