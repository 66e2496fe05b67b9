import { openTokens } from '../access.ts';
import { defineCommand } from '../command.ts';
import { chooseConnection } from '../connection.ts';
import { identityOptions } from '../options.ts';

export const exec = defineCommand({
  name: 'exec',
  summary: 'run a command with an access token in its environment',
  operands: { usage: '-- COMMAND [ARGUMENT…]', least: 1, most: Number.POSITIVE_INFINITY },
  options: identityOptions,
  notes: [
    'It finds the token in MAX_DESK_ACCESS_TOKEN and the subscription key, if there is one, in MAX_DESK_SUBSCRIPTION_KEY,',
    'so neither is in a list of processes. The password is not handed on. The token is good for as long as is told at the',
    'beginning: it is not renewed. Ends with the exit status of the command; signals are passed on to it.',
  ],
  example: 'max-desk exec -- ./report.sh --of yesterday',
  async run(context, { options, operands }) {
    const chosen = await chooseConnection(context);
    const tokens = await openTokens(context, chosen, options);
    const { subscriptionKeyOf } = await import('../subscription-key.ts');
    const key = await subscriptionKeyOf(context, chosen);
    const { accessToken, expiresAt } = await tokens();
    if (Number.isFinite(expiresAt))
      context.tell(`The token is good until ${new Date(expiresAt).toISOString()}; it is not renewed.`);
    const { runCommand } = await import('../run-command.ts');
    process.exitCode = await runCommand(operands, { token: accessToken, key }, context);
  },
});
