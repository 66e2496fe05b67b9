import type { CopyKind } from '../../contract/clipboard.ts';
import type { AccessToken } from '../../contract/session.ts';
import { resolveTarget } from '../api/client.ts';
import { pastedEnds } from '../auth/pasted-token.ts';
import type { Session } from '../auth/session.ts';
import type { Connection } from '../connection/connection-file.ts';
import { curlCommand, curlTokenConfig } from '../console/curl.ts';
import { AppError } from '../errors.ts';
import type { Clock } from '../ports.ts';

/** A copied token must stay valid this long, ms, because pasting takes time. */
const shortest = 60_000;

/** Where the token comes from, and what it is for. */
export interface TokenTextParts {
  session: Pick<Session, 'state' | 'token'>;
  connection: Connection;
}

/**
 * The current account's token in the format to paste; with less than a minute left it is renewed first. Throws as
 * `session.token` does, `cancelled` when the account has changed meanwhile, `configuration` when there is no API address.
 */
export async function tokenText(
  { session, connection }: TokenTextParts,
  as: CopyKind,
  clock: Clock,
): Promise<string> {
  const whose = session.state().account?.id;
  const write = writerOf(as, connection);
  const host = new URL(connection.identity.authority).host;
  const { accessToken } = await freshToken(session, clock, host);
  if (session.state().account?.id !== whose)
    throw new AppError('cancelled', 'Nothing was copied: another account is the current one now.');
  return write(accessToken);
}

async function freshToken(
  session: TokenTextParts['session'],
  clock: Clock,
  host: string,
): Promise<AccessToken> {
  const left = ({ expiresAt }: AccessToken) => expiresAt - clock.now();
  const first = await session.token();
  if (left(first) >= shortest) return first;
  // It cannot be renewed; trying would end the session early.
  if (session.state().account?.pasted) throw pastedEnds('The pasted token has less than a minute left.');
  const renewed = await session.token(first.accessToken);
  if (left(renewed) >= shortest) return renewed;
  const seconds = String(Math.max(0, Math.floor(left(renewed) / 1_000)));
  throw new AppError(
    'provider-unavailable',
    `A new token has only ${seconds} s left, too little to be copied.`,
    {
      details: { host, seconds },
    },
  );
}

function writerOf(as: CopyKind, connection: Connection): (token: string) => string {
  if (as === 'token') return (token) => token;
  if (as === 'header') return (token) => `Authorization: Bearer ${token}`;
  if (as === 'curl-config') return (token) => curlTokenConfig(token, connection.api.subscriptionKeyHeader);
  const url = resolveTarget(connection, connection.api.unitsPath).href;
  return (token) => curlCommand({ url, token, keyHeader: connection.api.subscriptionKeyHeader });
}
