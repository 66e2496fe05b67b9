import { defineCommand } from '../command.ts';
import { choice, failEmpty, identityOptions, listFormats } from '../options.ts';

export const listCommand = defineCommand({
  name: 'list',
  summary: 'list a resource of the connection, work orders or documents for instance',
  operands: { usage: 'RESOURCE', least: 1, most: 1 },
  options: {
    unit: { type: 'text', value: 'ID', summary: 'of this unit' },
    format: choice('how it is printed', listFormats),
    output: {
      type: 'text',
      value: 'FILE|DIR',
      summary: 'write the list to this file once it is complete, or its documents into this folder',
    },
    search: { type: 'text', value: 'TEXT', summary: 'only those with every word of it', default: '' },
    ...failEmpty,
    ...identityOptions,
  },
  notes: [
    'RESOURCE is a name under api.resources in the connection file. Its values are printed as the service wrote them.',
    'Where documents belong to it, --output names the folder to save them in. A file that is there already stays:',
    'the new one gets a number. The paths of the saved files go to standard output, one a line.',
  ],
  example: 'max-desk list documents --unit US-1377515 --search inspection --output reports',
  async run(context, { options, operands: [name = ''] }) {
    const { openApi } = await import('../api.ts');
    const { printResource } = await import('../list.ts');
    await printResource(await openApi(context, options), name, options, context);
  },
});
