import type { IssuedToken } from '../../core/auth/shared-tokens.ts';
import type { Connection } from '../../core/connection/connection-file.ts';
import { curlCommand } from '../../core/console/curl.ts';
import { AppError } from '../../core/errors.ts';
import { openTokens } from '../access.ts';
import { defineCommand } from '../command.ts';
import { chooseConnection } from '../connection.ts';
import { keepConnection } from '../known-connections.ts';
import { choice, identityOptions } from '../options.ts';

const formats = ['raw', 'header', 'json', 'curl'] as const;

export const token = defineCommand({
  name: 'token',
  summary: 'print an access token',
  options: {
    format: choice('how it is printed', formats),
    ...identityOptions,
    store: { type: 'switch', summary: 'keep the grant of the technical account, encrypted' },
    interactive: { type: 'switch', summary: 'sign in through the system browser if nobody is signed in' },
  },
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
    await context.output.write(`${formatted(found, options.format, chosen.connection)}\n`);
  },
});

function formatted(found: IssuedToken, format: (typeof formats)[number], { api }: Connection): string {
  const { accessToken, expiresAt, scopes, source, accountId, person } = found;
  switch (format) {
    case 'raw':
      return accessToken;
    case 'header':
      return `Authorization: Bearer ${accessToken}`;
    case 'json': {
      const account = { id: accountId, name: person.name, email: person.email };
      const expiresOn = new Date(expiresAt).toISOString();
      return JSON.stringify({ accessToken, expiresOn, scopes, account, source });
    }
    case 'curl':
      return curlCommand({
        url: `${api.baseUrl || 'https://API-ADDRESS'}${api.unitsPath}`,
        token: accessToken,
        keyHeader: api.subscriptionKeyHeader,
        // A secret too: the shell inserts it from the environment.
        keyVariable: 'MAX_DESK_SUBSCRIPTION_KEY',
      });
  }
}
