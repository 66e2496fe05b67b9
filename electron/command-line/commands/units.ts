import { defineCommand } from '../command.ts';
import { choice, identityOptions } from '../options.ts';
import { unitFormats } from '../unit-formats.ts';

export const units = defineCommand({
  name: 'units',
  summary: 'list the units',
  options: {
    format: choice('how they are printed', unitFormats),
    search: { type: 'text', value: 'TEXT', summary: 'only those with every word of it', default: '' },
    status: { type: 'text', value: 'NAME', summary: 'only those with this status', default: '' },
    ...identityOptions,
  },
  example: 'max-desk units --status out-of-service --format csv',
  async run(context, { options }) {
    const { openApi } = await import('../api.ts');
    const { incompleteList } = await import('../../core/units/units.ts');
    const { printUnits } = await import('../units.ts');
    const { lists, chosen } = await openApi(context, options);
    const path = chosen.connection.api.unitsPath;
    const { shown, received, withoutId, shortfall } = await printUnits(lists, path, options, context);
    if (withoutId > 0) context.tell(`${withoutId} items of the list have no id and were left out.`);
    if (options.verbose || process.stderr.isTTY)
      context.tell(`${shown} of ${received} ${received === 1 ? 'unit' : 'units'}`);
    if (shortfall) throw incompleteList(shortfall);
  },
});
