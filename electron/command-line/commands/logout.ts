import { defineCommand } from '../command.ts';
import { namedConnection } from '../connection.ts';

export const logout = defineCommand({
  name: 'logout',
  summary: 'forget the current account, or the one named',
  options: {
    account: { type: 'text', value: 'ID|EMAIL', summary: 'which of several stored accounts' },
    all: { type: 'switch', summary: 'forget every account, of every connection unless one is named' },
  },
  example: 'max-desk logout --account sam.sample@example.com',
  async run(context, { options }) {
    const { forgetAccount, forgetAll } = await import('../sign-out.ts');
    const isNamed = (options.connection ?? context.env['MAX_DESK_CONNECTION']) !== undefined;
    if (options.all) return forgetAll(context, isNamed ? await namedConnection(context) : undefined);
    await forgetAccount(context, await namedConnection(context), options.account);
  },
});
