import { openTokens } from '../access.ts';
import { defineCommand } from '../command.ts';
import { chooseConnection } from '../connection.ts';
import { identityOptions, tableOrJson } from '../options.ts';

export const claims = defineCommand({
  name: 'claims',
  summary: 'decode a token: from standard input, or the account’s own',
  options: {
    format: tableOrJson('how they are printed'),
    ...identityOptions,
  },
  notes: [
    'A token that is piped in (max-desk token | max-desk claims) is decoded, unless an account is named. Nothing is',
    'verified: what a token says is for display, and no decision should hang on it.',
  ],
  example: 'max-desk claims --format json --account sam.sample@example.com',
  async run(context, { options }) {
    const { formatClaims, isPipedIn, readToken } = await import('../claims.ts');
    const isNamed = options.account !== undefined || options['technical-account'] !== undefined;
    async function ownToken(): Promise<string> {
      const token = await openTokens(context, await chooseConnection(context), options);
      return (await token()).accessToken;
    }
    const token = !isNamed && isPipedIn() ? await readToken(context.signal) : await ownToken();
    await context.output.write(formatClaims(token, options.format, context.clock.now()));
    context.tell('Decoded, not verified: for display only.');
  },
});
