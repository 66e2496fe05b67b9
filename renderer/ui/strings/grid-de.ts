import type { Strings } from './en.ts';

/** The German texts of the table itself. */
export const gridDe: Strings['grid'] = {
  commands: 'Befehle für die Anlagen',
  selection: {
    count: '{{count, number}} ausgewählt',
    countHidden: '{{count, number}} ausgewählt, {{hidden, number}} ausgeblendet',
    label: 'Auswahl',
    hiddenHint: 'Die Suche oder die Filter blenden ausgewählte Anlagen aus. An diesen wird nichts verändert.',
    showHidden: 'Ausgeblendete anzeigen (hebt Suche und Filter auf)',
    dropHidden: 'Nur die sichtbaren behalten',
    clear: 'Auswahl aufheben',
    export: '{{count, number}} ausgewählte exportieren',
    exportHidden:
      'Alle ausgewählten Anlagen sind ausgeblendet: Zeigen Sie sie an, oder heben Sie die Auswahl auf.',
  },
  copied: 'Zelle kopiert',
  header: 'Klicken sortiert, Ziehen verschiebt, Rechtsklick bietet mehr',
  unsortable: 'Klicken bietet mehr, Ziehen verschiebt',
  menu: {
    label: 'Spalte {{column}}',
    ascending: 'Aufsteigend sortieren',
    descending: 'Absteigend sortieren',
    unsorted: 'Nicht sortieren',
    left: 'Nach links',
    right: 'Nach rechts',
    wider: 'Breiter',
    narrower: 'Schmaler',
    fit: 'An Inhalt anpassen',
    hide: 'Spalte ausblenden',
    keys: 'Alt+Umschalt+{{arrow}}',
  },
  done: {
    moved: '{{column}} ist Spalte {{place, number}} von {{count, number}}',
    resized: '{{column}} ist {{width, number}} Pixel breit',
    hidden: '{{column}} ist ausgeblendet. „Spalten“ blendet sie wieder ein.',
  },
};
