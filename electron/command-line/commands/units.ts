import { unitColumns } from '../../contract/names.ts';
import { counted } from '../../core/counted.ts';
import { defineCommand } from '../command.ts';
import { choice, failEmpty, identityOptions, listFormats } from '../options.ts';
import type { Output } from '../output.ts';

export const units = defineCommand({
  name: 'units',
  summary: 'list the units',
  options: {
    format: choice('how they are printed', listFormats),
    output: { type: 'text', value: 'FILE', summary: 'write them to this file once the list is complete' },
    search: { type: 'text', value: 'TEXT', summary: 'only those with every word of it', default: '' },
    status: { type: 'text', value: 'NAME', summary: 'only those with this status', default: '' },
    columns: { type: 'text', value: 'NAME,…', summary: 'only these columns, in this order' },
    sort: { type: 'text', value: 'NAME[:desc],…', summary: 'in the order of these columns' },
    ...failEmpty,
    ...identityOptions,
  },
  notes: [
    'A list that is not whole ends with 5 and says how many came; with --output it leaves no file.',
    'csv is RFC 4180: commas, decimal points, times in UTC. json is one list, ndjson one unit a line.',
    'excel is CSV that Excel on this computer opens right: its list separator and decimal sign, local times.',
    `Columns are ${unitColumns.join(', ')}.`,
    'An apostrophe stands before what a spreadsheet would take for a formula, in excel also before digits that it would change.',
  ],
  example: 'max-desk units --status out-of-service --format excel --output units.csv',
  async run(context, { options }) {
    const { openApi } = await import('../api.ts');
    const { incompleteList } = await import('../../core/units/units.ts');
    const { unitMapping } = await import('../../core/units/unit-mapping.ts');
    const { printUnits } = await import('../units.ts');
    const { nothingFound } = await import('../list-output.ts');
    const { writtenTo } = await import('../file-output.ts');
    const { lists, chosen } = await openApi(context, options);
    const list = chosen.connection.api;
    const how = { ...options, toUnit: unitMapping(list) };
    const print = async (output: Output) => {
      const result = await printUnits(lists, list.unitsPath, how, { ...context, output });
      const { shown, received, withoutId, sameId, shortfall } = result;
      if (withoutId > 0) context.tell(`Left out: ${counted(withoutId, 'item')} of the list without an id.`);
      if (sameId > 0)
        context.tell(`Left out: ${counted(sameId, 'item')} of the list with the id of an earlier one.`);
      if (options.verbose || process.stderr.isTTY) context.tell(`${shown} of ${counted(received, 'unit')}`);
      // Before the file takes its place: a list that is not whole leaves none.
      if (shortfall) throw incompleteList(shortfall);
      if (options['fail-empty'] && shown === 0) throw nothingFound('list of units');
    };
    await (options.output === undefined ? print(context.output) : writtenTo(options.output, context, print));
  },
});
