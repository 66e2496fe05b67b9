import { AppError } from '../../core/errors.ts';
import { openAccess } from '../access.ts';
import { defineCommand } from '../command.ts';
import { chooseConnection } from '../connection.ts';
import { type IssuedToken, issued } from '../issued-token.ts';
import { identityOptions } from '../options.ts';
import { storedTechnicalToken } from '../technical-access.ts';
import { formatToken, tokenFormats } from '../token.ts';

export const token = defineCommand({
  name: 'token',
  summary: 'print an access token',
  options: {
    format: {
      type: 'text',
      value: 'raw|header|json|curl',
      summary: 'how it is printed',
      choices: tokenFormats,
      default: 'raw',
    },
    ...identityOptions,
    store: { type: 'switch', summary: 'keep the grant of the technical account, encrypted' },
    interactive: { type: 'switch', summary: 'sign in through the system browser if nobody is signed in' },
  },
  example: 'max-desk token --format header --account sam.sample@example.com',
  async run(context, { options }) {
    if (options.store && options['technical-account'] === undefined)
      throw new AppError('usage', '--store goes with --technical-account.');
    const chosen = await chooseConnection(context);
    const username = options['technical-account'];

    async function ask(): Promise<IssuedToken> {
      if (username === undefined || !options.store)
        return (await openAccess(context, chosen, options)).token();
      return storedTechnicalToken(context, chosen, username, options);
    }
    async function signInIfNeeded(error: unknown): Promise<IssuedToken> {
      const isNeeded = error instanceof AppError && error.code === 'sign-in-needed';
      if (!options.interactive || !isNeeded) throw error;
      const { signIn } = await import('../sign-in.ts');
      const grant = await signIn(context, chosen, { noBrowser: false });
      return issued(grant, grant.person, grant.accountId, 'interactive');
    }
    const found = await ask().catch(signInIfNeeded);
    const until = Number.isFinite(found.expiresAt) ? new Date(found.expiresAt).toISOString() : 'unknown';
    context.log.info('There is a token', { source: found.source, until });
    await context.output.write(formatToken(found, options.format, chosen.connection));
  },
});
