import type { IssuedToken } from '../../core/auth/shared-tokens.ts';
import type { Connection } from '../../core/connection/connection-file.ts';
import { curlCommand, curlConfig, curlHeaders } from '../../core/console/curl.ts';
import { AppError } from '../../core/errors.ts';
import { printableJson } from '../../core/printable.ts';
import { openTokens } from '../access.ts';
import { defineCommand } from '../command.ts';
import { chooseConnection } from '../connection.ts';
import type { Context } from '../context.ts';
import { type ChosenConnection, keepConnection } from '../known-connections.ts';
import { choice, identityOptions } from '../options.ts';

const formats = ['raw', 'header', 'json', 'curl', 'curl-config', 'curl-headers'] as const;
/** The formats that hold the subscription key, too. */
const withKey: readonly string[] = ['curl-config', 'curl-headers'];

export const token = defineCommand({
  name: 'token',
  summary: 'print an access token',
  options: {
    format: choice('how it is printed', formats),
    ...identityOptions,
    store: { type: 'switch', summary: 'keep the grant of the technical account, encrypted' },
    interactive: { type: 'switch', summary: 'sign in through the system browser if nobody is signed in' },
  },
  notes: [
    'curl prints a command, in which the token is to be seen. curl-config is for a pipe, so that neither token nor key is',
    'in a list of processes or in a history: max-desk token --format curl-config | curl --config -',
    'It asks for the units; curl-headers has the two headers alone, for any ADDRESS:',
    'max-desk token --format curl-headers | curl --config - ADDRESS',
  ],
  example: 'max-desk token --format header --account sam.sample@example.com',
  async run(context, { options }) {
    if (options.store && options['technical-account'] === undefined)
      throw new AppError('usage', '--store goes with --technical-account.');
    const chosen = await chooseConnection(context);

    async function ask(): Promise<IssuedToken> {
      // Before the provider is asked, and before the connection is kept.
      if (options.store) await context.home().assertUsable();
      const found = await (await openTokens(context, chosen, options))();
      if (options.store) await keepConnection(context.home(), chosen);
      return found;
    }
    async function signInIfNeeded(error: unknown): Promise<IssuedToken> {
      const isNeeded = error instanceof AppError && error.code === 'sign-in-needed';
      if (!options.interactive || !isNeeded) throw error;
      const { signIn } = await import('../sign-in.ts');
      const grant = await signIn(context, chosen, { noBrowser: false, who: options.account });
      return { ...grant, source: 'interactive' };
    }
    const found = await ask().catch(signInIfNeeded);
    const until = Number.isFinite(found.expiresAt) ? new Date(found.expiresAt).toISOString() : 'unknown';
    context.log.info('There is a token', { source: found.source, until });
    assertSendable(found);
    const key = withKey.includes(options.format) ? await keyOf(context, chosen) : undefined;
    await context.output.write(`${formatted(found, options.format, chosen.connection, key)}\n`);
  },
});

/** Loaded for the formats that need it. */
async function keyOf(context: Context, chosen: ChosenConnection): Promise<string | undefined> {
  const { subscriptionKeyOf } = await import('../subscription-key.ts');
  return subscriptionKeyOf(context, chosen);
}

/** RFC 6750 §2.1. Anything else would be a second header, or do something to a terminal (R45). */
function assertSendable({ accessToken }: IssuedToken): void {
  if (/^[\x21-\x7e]+$/.test(accessToken)) return;
  throw new AppError(
    'provider-unavailable',
    'The sign-in service sent a token with characters that none has.',
  );
}

function formatted(
  found: IssuedToken,
  format: (typeof formats)[number],
  { api }: Connection,
  key: string | undefined,
): string {
  const url = `${api.baseUrl || 'https://API-ADDRESS'}${api.unitsPath}`;
  const { accessToken, expiresAt, scopes, source, accountId, person } = found;
  switch (format) {
    case 'raw':
      return accessToken;
    case 'header':
      return `Authorization: Bearer ${accessToken}`;
    case 'json': {
      const account = { id: accountId, name: person.name, email: person.email };
      const expiresOn = new Date(expiresAt).toISOString();
      return printableJson(JSON.stringify({ accessToken, expiresOn, scopes, account, source }));
    }
    case 'curl':
      return curlCommand({
        url,
        token: accessToken,
        keyHeader: api.subscriptionKeyHeader,
        // A secret too: the shell inserts it from the environment.
        keyVariable: 'MAX_DESK_SUBSCRIPTION_KEY',
      });
    case 'curl-config':
      return curlConfig({ url, token: accessToken, keyHeader: api.subscriptionKeyHeader, key });
    case 'curl-headers':
      return curlHeaders({ token: accessToken, keyHeader: api.subscriptionKeyHeader, key });
  }
}
