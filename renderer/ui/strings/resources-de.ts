import type { resourcesEn } from './resources-en.ts';

/** The German texts about the further lists of a connection, beside a unit. */
export const resourcesDe: typeof resourcesEn = {
  tabs: 'Zur Anlage',
  loading: 'Liste wird gelesen…',
  count_one: '{{count, number}} Eintrag',
  count_other: '{{count, number}} Einträge',
  found_one: '{{shown, number}} von {{count, number}} Eintrag',
  found_other: '{{shown, number}} von {{count, number}} Einträgen',
  search: 'Einträge durchsuchen',
  noMatch: 'Kein Eintrag passt zu „{{query}}“.',
  more_one: '{{count, number}} weiterer Eintrag. Die Suche findet ihn.',
  more_other: '{{count, number}} weitere Einträge. Die Suche findet sie.',
  notOfUnit: 'Diese Liste ist nicht auf diese Anlage beschränkt.',
  incompleteTitle: 'Die Liste ist unvollständig',
  part_one: 'Nur {{count, number}} Eintrag ist angekommen, und es gibt mehr.',
  part_other: 'Nur {{count, number}} Einträge sind angekommen, und es gibt mehr.',
  partOf_one: '{{count, number}} Eintrag ist angekommen; der Dienst zählt {{total, number}}.',
  partOf_other: '{{count, number}} Einträge sind angekommen; der Dienst zählt {{total, number}}.',
  incomplete: 'unvollständig',
  document: 'Dokument',
  save: 'Speichern…',
  saveOf: 'Dokument zu „{{name}}“ speichern…',
  missing: {
    title: 'Hier gibt es nichts',
    meaning:
      '{{host}} kennt unter dieser Adresse nichts (404). Vielleicht gibt es für diese Anlage nichts davon.',
    next: 'Falls es etwas geben müsste: Vergleichen Sie den Pfad in der Verbindungsdatei (api.resources) mit der Dokumentation des Dienstes.',
  },
  forbidden: {
    title: 'Dieses Konto darf das nicht sehen',
    meaning: '{{host}} zeigt es dem angemeldeten Konto nicht (403).',
    next: 'Fragen Sie TK Elevator, ob das Konto es sehen darf, oder wechseln Sie das Konto.',
  },
};
