import { reportWords } from '../../../electron/contract/report-words.ts';
import type { Strings } from './en.ts';

const { subjects, columns, fields } = reportWords.de;

/** The German texts of the report on availability. */
export const reportDe: Strings['report'] = {
  title: 'Verfügbarkeitsbericht',
  open: 'Verfügbarkeitsbericht…',
  by: 'Zeilen',
  subjects,
  first: 'Von',
  last: 'Bis',
  working: 'Der Bericht wird erstellt…',
  'too-many':
    'Mehr als 100.000 Anlagen ergäben eine Zeile. Grenzen Sie die Tabelle durch eine Suche oder einen Filter ein und öffnen Sie den Bericht erneut.',
  'no-period': 'Wählen Sie einen ersten Tag, der nicht nach dem letzten liegt und höchstens 400 Tage davor.',
  period: '{{from}} bis {{to}}',
  scope_one: '{{count, number}} Anlage von {{total, number}}, wie die Tabelle sie zeigt',
  scope_other: '{{count, number}} Anlagen von {{total, number}}, wie die Tabelle sie zeigt',
  count: '{{count, number}}',
  columns,
  more_one: 'und {{count, number}} weitere Zeile. Eine gespeicherte Tabelle hat alle.',
  more_other: 'und {{count, number}} weitere Zeilen. Eine gespeicherte Tabelle hat alle.',
  saveAs: 'Speichern als',
  forms: { excel: 'Excel', csv: 'CSV', json: 'JSON', pdf: 'PDF' },
  fileName: 'Verfügbarkeit {{first}} bis {{last}}',
  fields,
};
