import { defineCommand } from '../command.ts';
import { isConnectionNamed, namedConnection } from '../connection.ts';
import { identityOptions } from '../options.ts';

export const logout = defineCommand({
  name: 'logout',
  summary: 'forget the current account, or the one named',
  options: {
    account: identityOptions.account,
    all: { type: 'switch', summary: 'forget every account, of every connection unless one is named' },
  },
  example: 'max-desk logout --account sam.sample@example.com',
  async run(context, { options }) {
    const { forgetAccount, forgetAll } = await import('../sign-out.ts');
    if (options.all && !isConnectionNamed(context)) return forgetAll(context, undefined);
    const chosen = await namedConnection(context);
    await (options.all ? forgetAll(context, chosen) : forgetAccount(context, chosen, options.account));
  },
});
