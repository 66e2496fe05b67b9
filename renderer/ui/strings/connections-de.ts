import type { Strings } from './en.ts';

/** The German texts of connections and their subscription key. */

export const connectionDe: Strings['connection'] = {
  title: 'Verbindung',
  identityHost: 'Anmeldung bei',
  apiHost: 'API bei',
  apiHostMissing: 'in der Verbindungsdatei nicht angegeben',
  open: 'Verbindungsdatei öffnen…',
  explore: 'Mit simulierten Daten erkunden',
  neededTitle: 'MAX Desk verbinden',
  neededMeaning:
    'MAX Desk muss wissen, wo Sie sich anmelden und wo Ihre Anlagen zu finden sind. Richten Sie das ein, oder öffnen Sie die Verbindungsdatei, die Sie bekommen haben; sie enthält kein Geheimnis und kein Passwort.',
  askTitle: 'Wonach Sie TK Elevator fragen',
  ask: {
    clientId: { term: 'Client-ID', meaning: 'kennzeichnet diese Anwendung; registriert als Typ „Desktop“' },
    policy: { term: 'Name des Benutzerflows', meaning: 'die Anmeldeseite, die Ihr Konto verwendet' },
    address: { term: 'API-Adresse', meaning: 'Basis-URL der MAX Customer API und Pfad der Anlagen' },
    key: {
      term: 'Abonnementschlüssel',
      meaning: 'wird später hier eingegeben; er gehört nicht in die Datei',
    },
  },
  exploreHint:
    'Haben Sie das alles noch nicht? Sehen Sie sich mit einem simulierten Dienst um; ein Konto ist nicht nötig.',
};

export const connectionsDe: Strings['connections'] = {
  list: 'Bekannte Verbindungen',
  none: 'Keine Verbindung',
  current: 'aktuelle Verbindung',
  others: 'Andere Verbindungen',
  switched: 'Verbunden mit {{name}}',
  change: '{{name}} ändern',
  color: 'Farbe',
  colors: {
    blue: 'Blau',
    teal: 'Türkis',
    green: 'Grün',
    gold: 'Gold',
    orange: 'Orange',
    red: 'Rot',
    purple: 'Lila',
    grey: 'Grau',
  },
  remove: 'Entfernen…',
  removeTitle: '„{{name}}“ entfernen?',
  removeMeaning: 'MAX Desk vergisst diese Verbindung und auf diesem Computer außerdem:',
  forgotten: {
    signIns: 'wer dort angemeldet ist, mit allen Token',
    key: 'den Abonnementschlüssel',
    units: 'die zuletzt geladenen Anlagen',
  },
  stays: 'Die Verbindungsdatei selbst bleibt, wo sie ist. Auch die Sitzung Ihres Browsers bleibt.',
  simulatedStays: 'Die simulierten Daten können Sie jederzeit wieder erkunden.',
  removed: '{{name}} wurde entfernt',
};

export const keyDe: Strings['key'] = {
  hint: 'Sie finden ihn im MAX-Entwicklerportal, in Ihrem Profil unter „Subscriptions“. Er bleibt auf diesem Computer und geht nur an die API.',
  save: 'Schlüssel speichern',
  saved: 'Abonnementschlüssel gespeichert',
  empty: 'Geben Sie zuerst den Schlüssel ein.',
};
