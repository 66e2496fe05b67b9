import { AppError } from '../../core/errors.ts';
import { defineCommand } from '../command.ts';
import { tableOrJson } from '../options.ts';

/** As long as the window shows. */
const longestName = 64;

export const agent = defineCommand({
  name: 'agent',
  summary: 'use the sign-in of the window of MAX Desk',
  operands: { usage: 'pair|status|forget', least: 1, most: 1, choices: ['pair', 'status', 'forget'] },
  options: {
    name: {
      type: 'text',
      value: 'NAME',
      summary: 'for "pair": what the window calls this program',
      default: 'max-desk',
    },
    format: tableOrJson('how "status" prints'),
  },
  notes: [
    'The window has to run, and "Access for other programs" has to be switched on in its settings. "pair" asks there, and',
    'prints a code that the window shows too. From then on token, units, list, call, watch and serve use it where neither',
    'a connection nor an account is named. "forget" gives the access back.',
  ],
  example: 'max-desk agent pair --name nightly-report',
  async run(context, { options, operands: [action] }) {
    const { name, format } = options;
    if (name.trim() === '' || name.length > longestName)
      throw new AppError('usage', `--name takes 1 to ${longestName} characters.`);
    const { forgetPairing, pairWithWindow, printAgentStatus } = await import('../agent/agent-actions.ts');
    if (action === 'pair') return pairWithWindow(context, name);
    await (action === 'status' ? printAgentStatus(context, format) : forgetPairing(context));
  },
});
