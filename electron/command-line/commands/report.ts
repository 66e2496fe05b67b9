import { reportSubjects } from '../../contract/report-words.ts';
import { defineCommand } from '../command.ts';
import { choice, listFormats } from '../options.ts';

export const reportCommand = defineCommand({
  name: 'report',
  summary: 'availability of units, sites or types over a period',
  options: {
    from: { type: 'text', value: 'DATE', summary: 'first day; 29 days before the last one unless given' },
    to: { type: 'text', value: 'DATE', summary: 'last day; today unless given' },
    by: choice('what the rows are about', reportSubjects),
    format: choice('how it is printed', listFormats),
    output: { type: 'text', value: 'FILE', summary: 'write it to this file once it is complete' },
    lang: choice('language of titles and order', ['en', 'de']),
    ledger: {
      type: 'text',
      value: 'FOLDER',
      summary: 'from the ledger that "max-desk watch" keeps there, not from the window',
    },
  },
  notes: [
    'A day is written 2026-11-01, by the clock of this computer; a period has 400 days at most.',
    'Without --ledger the window of MAX Desk answers, which this command line is paired with ("max-desk agent pair"). The',
    'file is the one that the window saves. Availability is a range: nobody knows what was while nobody watched.',
    'With --ledger no network is needed; maintenance is what the operator tells the window, so it is 0 there.',
  ],
  example: 'max-desk report --from 2026-11-01 --to 2026-11-30 --by site --format excel --output november.csv',
  async run(context, { options }) {
    const { printReport } = await import('../report.ts');
    await printReport(context, options);
  },
});
