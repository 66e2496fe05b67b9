import { defineCommand } from '../command.ts';
import { chooseConnection } from '../connection.ts';
import { identityOptions, tableOrJson } from '../options.ts';

export const doctor = defineCommand({
  name: 'doctor',
  summary: 'check the connection step by step',
  options: {
    format: tableOrJson('how the steps are printed'),
    ...identityOptions,
  },
  notes: [
    'Ends with 0 when no step failed, else with the status of the first one that did. A step is skipped when it rests',
    'on one that failed, or when nobody is signed in.',
  ],
  example: 'max-desk doctor --connection max-ea.json --format json',
  async run(context, { options }) {
    const { printExamination } = await import('../doctor.ts');
    await printExamination(context, await chooseConnection(context), options, options.format);
  },
});
