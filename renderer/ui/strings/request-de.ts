import type { Strings } from './en.ts';

/** The German texts about a request of the console. */
export const requestDe: Strings['request'] = {
  parts: 'Teile der Anfrage',
  tabs: { query: 'Parameter', headers: 'Header', body: 'Inhalt', history: 'Verlauf' },
  filled: 'ausgefüllt',
  query: 'Parameter des Pfads',
  queryHint: 'Was im Pfad nach dem Fragezeichen steht. Ein ausgeschalteter Parameter wird nicht gesendet.',
  queryOn: 'Parameter {{number}} senden',
  queryName: 'Name von Parameter {{number}}',
  queryValue: 'Wert von Parameter {{number}}',
  removeQuery: 'Parameter {{number}} entfernen',
  addQuery: 'Parameter hinzufügen',
  sentAs: 'Gesendet wird',
  unitMeaning: 'ID der Anlage, die in der Tabelle gewählt ist',
  userMeaning: 'Ihre ID, aus dem Token',
  noUnit:
    'Wählen Sie in der Tabelle eine Anlage oder geben Sie die ID einer Anlage ein: {unitId} braucht sie.',
  noUser: 'Ihr Token nennt Ihre ID nicht. Schreiben Sie sie anstelle von {userId} in den Pfad.',
  bodyNul:
    'Die Anfrage enthält ein NUL-Zeichen, das keine Shell annimmt. Kopieren Sie sie als fetch, oder entfernen Sie das Zeichen.',
  filledIn: 'Übernommen: {{method}} {{path}}',
  copyAs: 'Kopieren als…',
  copyHint: 'Ohne Token und Schlüssel: Die Befehlszeile max-desk setzt beides ein, wenn der Befehl läuft.',
  forms: { curl: 'cURL', fetch: 'fetch (JavaScript)', powershell: 'PowerShell' },
  copied: {
    curl: 'cURL-Befehl kopiert; max-desk gibt ihm Token und Schlüssel.',
    fetch: 'fetch-Programm kopiert; starten Sie es mit max-desk exec.',
    powershell: 'PowerShell-Skript kopiert; starten Sie es mit max-desk exec.',
  },
  foldAll: 'Alles einklappen',
  unfoldAll: 'Alles ausklappen',
  entries_one: '{{count, number}} Eintrag',
  entries_other: '{{count, number}} Einträge',
  part: '{{from, number}} bis {{to, number}}',
};
