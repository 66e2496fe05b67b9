import { createHmac } from 'node:crypto';
import { AppError } from '../../errors.ts';

/** Less can be guessed, bytes. */
const least = 24;

/**
 * The header by which a receiver knows that a delivery is ours and new: `t=<seconds since 1970>,v1=<hex>`, where the
 * second part is HMAC-SHA256 of `t.body` with the secret as UTF-8, as Stripe signs. A receiver refuses what is older than
 * five minutes, so each attempt is signed anew.
 * @param at ms since 1970
 */
export function webhookSignature(secret: string, body: string, at: number): string {
  const seconds = Math.floor(at / 1_000);
  const digest = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  return `t=${seconds},v1=${digest}`;
}

/** Throws `configuration` for a secret that is too short. @param where it came from */
export function assertLongSecret(secret: string, where: string): void {
  if (Buffer.byteLength(secret) >= least) return;
  throw new AppError('configuration', `${where} is shorter than ${least} bytes.`, {
    hint: 'Make one with: (umask 077; openssl rand -base64 32 > FILE), and give it to the receiver.',
    details: { file: where, key: '', text: 'is too short' },
  });
}
