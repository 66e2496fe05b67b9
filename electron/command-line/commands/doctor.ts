import { defineCommand } from '../command.ts';
import { chooseConnection } from '../connection.ts';
import { identityOptions, tableOrJson } from '../options.ts';

export const doctor = defineCommand({
  name: 'doctor',
  summary: 'check the connection step by step',
  options: {
    format: tableOrJson('how the steps are printed'),
    shapes: { type: 'switch', summary: 'print what the service sends in JSON, without what it says' },
    ...identityOptions,
  },
  notes: [
    'Ends with 0 when no step failed, else with the status of the first one that did. A step is skipped when it rests',
    'on one that failed, or when nobody is signed in.',
    'With --shapes it reads the first pages of the list and listens to the hub for up to 10 s. It prints names and types',
    'of fields, words of statuses with their counts, and how pages and headers are written, for whoever develops MAX',
    'Desk. No names of people, no places, no ids.',
  ],
  example: 'max-desk doctor --connection max-ea.json --format json',
  async run(context, { options }) {
    const chosen = await chooseConnection(context);
    if (options.shapes) {
      const { printShapes } = await import('../shapes.ts');
      return printShapes(context, chosen, options);
    }
    const { printExamination } = await import('../doctor.ts');
    await printExamination(context, chosen, options, options.format);
  },
});
