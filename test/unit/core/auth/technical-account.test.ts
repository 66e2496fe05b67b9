import { expect, test } from 'vitest';
import { requestTechnicalToken } from '../../../../electron/core/auth/technical-account.ts';
import { connectionWith } from '../../../fakes/connection.ts';
import { fakeClock } from '../../../fakes/ports.ts';

const clock = fakeClock(1_800_000_000_000);
const connection = connectionWith({
  'identity.technicalAccount': { policy: 'B2C_1_ROPC', clientId: 'd6a1b0de-0000-4000-8000-000000000000' },
});

/** When the token of an answer ends that says nothing of it but in the token itself. */
async function endOf(exp: number): Promise<number> {
  const claims = Buffer.from(`{"exp":${exp}}`).toString('base64url');
  const http = async () => Response.json({ access_token: `e30.${claims}.c2ln` });
  const account = { username: 'tech', password: 'secret' };
  return (await requestTechnicalToken(connection, account, { http, clock })).expiresAt;
}

test('a token without expires_in ends when its claim says so', async () => {
  expect(await endOf(1_800_000_060)).toBe(1_800_000_060_000);
});

test('a claim beyond all dates means the last of them, and can be shown', async () => {
  for (const exp of [1e300, 99_999_999_999_999, -1e300])
    expect(new Date(await endOf(exp)).toISOString()).toMatch(/^[+-]27\d{4}-\d\d-\d\dT00:00:00.000Z$/);
});
