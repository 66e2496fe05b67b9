import type { Strings } from './en.ts';

/** The German texts of the header, the toolbar, the settings screen and the bar for errors. */
export const layoutDe: Strings['layout'] = {
  settingsScreen: {
    back: 'Zurück',
    about: 'Eine Änderung gilt sofort.',
    look: { title: 'Sprache und Design' },
    tray: {
      title: 'Infobereich und Start',
      about: 'Wie MAX Desk erreichbar bleibt, während sein Fenster geschlossen ist.',
    },
    list: { title: 'Live und Liste', about: 'Die Tabelle der Anlagen und was darüber steht.' },
    token: { title: 'Token und Tastenkürzel', about: 'Das Access-Token in die Zwischenablage kopieren.' },
    network: { title: 'Netzwerk' },
    version: { title: 'Version' },
    computer: {
      title: 'Diagnose',
      about: 'Was dieser Computer bietet, und eine Datei für Ihren Support.',
    },
    overview: 'Übersicht über der Tabelle',
    overviewModes: {
      auto: 'Offen, wenn das Fenster hoch genug ist',
      open: 'Offen',
      folded: 'Auf eine Zeile eingeklappt',
    },
    live: 'Live-Aktualisierung: {{phase}}',
  },
  keyNumbers: {
    label: 'Kennzahlen',
    running: '{{share}} in Betrieb',
    trapped_one: '{{count, number}} Personeneinschluss',
    trapped_other: '{{count, number}} Personeneinschlüsse',
    out: '{{count, number}} außer Betrieb',
    limited: '{{count, number}} eingeschränkt',
    mean: 'Verfügbarkeit {{mean}}',
    sites_one: 'Ausfälle an {{count, number}} Standort',
    sites_other: 'Ausfälle an {{count, number}} Standorten',
  },
  lowAvailability: {
    below: 'Anlagen unter {{limit}}',
    none: 'Keine Anlage liegt unter {{limit}}.',
  },
  activeView: {
    current: 'aktuelle Ansicht',
    changed: 'geändert',
    update: 'Änderungen in „{{name}}“ speichern',
    button: 'Ansichten, aktuell: {{name}}',
    buttonChanged: 'Ansichten, aktuell: {{name}}, geändert',
  },
  errorBar: {
    label: 'Probleme',
    details: 'Details',
    detailsOf: 'Details zum Problem',
    copy: 'Details kopieren',
    copied: 'Details kopiert',
    more_one: '{{count, number}} weiteres',
    more_other: '{{count, number}} weitere',
    moreLabel_one: '{{count, number}} weiteres Problem',
    moreLabel_other: '{{count, number}} weitere Probleme',
    asOf: 'Stand {{time}}',
    retryIn: 'Nächster Versuch in {{seconds, number}} s',
    retrying: 'Neuer Versuch…',
  },
};
