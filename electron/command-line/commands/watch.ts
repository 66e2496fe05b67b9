import { defineCommand } from '../command.ts';
import { identityOptions } from '../options.ts';

export const watch = defineCommand({
  name: 'watch',
  summary: 'live updates, one JSON object a line (no unit: all)',
  operands: { usage: '[UNIT…]', least: 0, most: Number.POSITIVE_INFINITY },
  options: identityOptions,
  notes: [
    'A line has the unit’s id, the time (at), and what is new of status, condition, floor and direction. After a drop it',
    'connects again, and what changed meanwhile comes from the list ("source":"list"). With --timeout it ends with 0',
    'after that time. Silence does not mean that a unit is out of order: it just does not move.',
  ],
  example: 'max-desk watch U-1001 U-1002',
  async run(context, { options, operands }) {
    const { openApi } = await import('../api.ts');
    const { printUpdates } = await import('../watch.ts');
    await printUpdates(context, await openApi(context, options), operands);
  },
});
