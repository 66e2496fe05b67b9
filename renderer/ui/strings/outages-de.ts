import type { Strings } from './en.ts';

/** The German texts around outages. */
export const outagesDe: Strings['outages'] = {
  title: 'Offene Ausfälle',
  label_one: 'Offene Ausfälle: {{count, number}} Anlage',
  label_other: 'Offene Ausfälle: {{count, number}} Anlagen',
  none: 'Keine Anlage ist außer Betrieb.',
  noneOfUnknown_one: 'Kein Ausfall bekannt; bei {{count, number}} Anlage ist der Zustand unbekannt.',
  noneOfUnknown_other: 'Kein Ausfall bekannt; bei {{count, number}} Anlagen ist der Zustand unbekannt.',
  noneAsOf: 'Kein Ausfall bekannt. Stand der Liste: {{time}}.',
  ofAll: 'aller Anlagen',
  ofAllMeaning: 'Auch der Anlagen, die Suche und Filter ausblenden',
  go: 'Diese Anlage in der Tabelle zeigen, mit ihren Details',
  fresh: 'Neu',
  more: '+{{count, number}}',
  all: 'Alle Anlagen zeigen, die außer Betrieb sind',
  freshCount: '{{count, number}} neu',
  seen: 'Die neuen Ausfälle als gesehen markieren',
  shownAgain: 'Suche und Filter wurden aufgehoben, um diese Anlage zu zeigen.',
  news_one: 'Neuer Ausfall: {{names}}',
  news_other: '{{count, number}} neue Ausfälle: {{names}}',
  newsMore: 'und {{count, number}} weitere',
  fault: 'Fehler',
  from: 'Außer Betrieb seit: bekannt durch',
  noFault: 'der Dienst nennt keinen Grund',
};

/** How times of units are told in German. */
export const timeLabelsDe: Strings['units']['labels']['times'] = {
  atLeast: 'spätestens',
  justNow: 'jetzt oder früher',
  seenHere: 'Hier zuerst außer Betrieb gesehen; der Dienst sagt nicht, seit wann.',
  from: { service: 'den Dienst', here: 'hier zuerst gesehen, vielleicht schon länger' },
  zoneAssumed: '(ohne Zeitzone gesendet, als UTC gelesen)',
};
