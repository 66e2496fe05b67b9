import { AppError } from '../../core/errors.ts';
import { defineCommand } from '../command.ts';
import { identityOptions } from '../options.ts';

export const watch = defineCommand({
  name: 'watch',
  summary: 'live updates, one JSON object a line (no unit: all)',
  operands: { usage: '[UNIT…]', least: 0, most: Number.POSITIVE_INFINITY },
  options: {
    record: {
      type: 'text',
      value: 'FILE',
      summary: 'record units and changes in this new file, without names',
    },
    ledger: {
      type: 'text',
      value: 'FOLDER',
      summary: 'take down what all units are in this folder, sealed, for "max-desk report --ledger"',
    },
    'keep-ids': { type: 'switch', summary: 'with --record: leave the ids of the units as they are' },
    ...identityOptions,
  },
  notes: [
    'A line has the unit’s id, the time (at), and what is new of status, condition, floor and direction. After a drop it',
    'connects again, and what changed meanwhile comes from the list ("source":"list"). With --timeout it ends with 0',
    'after that time. Silence does not mean that a unit is out of order: it just does not move.',
    'A ledger has what every unit was, and when nobody watched; its key is kept with the sign-ins (docs/ledger.md).',
    'A recording has names, places and ids replaced by others of the same shape; "max-desk simulate" plays it.',
  ],
  // A ledger waits a second for its disk.
  closing: 1_500,
  example: 'max-desk watch U-1001 U-1002',
  async run(context, { options, operands }) {
    const { openApi } = await import('../api.ts');
    const { printUpdates } = await import('../watch.ts');
    const { record: file, 'keep-ids': keepIds, ledger } = options;
    if (keepIds && file === undefined) throw new AppError('usage', '--keep-ids goes with --record.');
    if (ledger !== undefined && operands.length > 0)
      throw new AppError('usage', '--ledger is about all units: it goes with no UNIT.');
    const record = file === undefined ? undefined : { file, keepIds };
    await printUpdates(context, await openApi(context, options), operands, { record, ledger });
  },
});
