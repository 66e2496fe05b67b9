import { reportWords } from '../../../electron/contract/report-words.ts';

const { subjects, columns, fields } = reportWords.en;

/** The English texts of the report on availability. */
export const reportEn = {
  title: 'Availability report',
  open: 'Availability report…',
  by: 'Rows',
  subjects,
  first: 'From',
  last: 'To',
  working: 'Working out the report…',
  'too-many':
    'More than 100,000 units would make one row. Narrow the table by a search or a filter, then open the report again.',
  'no-period': 'Choose a first day that is not after the last one, and not more than 400 days before it.',
  period: '{{from}} to {{to}}',
  scope_one: '{{count, number}} unit of {{total, number}}, as the table shows',
  scope_other: '{{count, number}} units of {{total, number}}, as the table shows',
  count: '{{count, number}}',
  columns,
  more_one: 'and {{count, number}} more row. A saved table has all.',
  more_other: 'and {{count, number}} more rows. A saved table has all.',
  saveAs: 'Save as',
  forms: { excel: 'Excel', csv: 'CSV', json: 'JSON', pdf: 'PDF' },
  fileName: 'Availability {{first}} to {{last}}',
  /** The titles in a file. */
  fields,
} as const;
