import type { Strings } from './en.ts';

/** The German texts of what MAX Desk has seen of units. */
export const historyDe: Strings['history'] = {
  title: 'Verlauf',
  period: 'Zeitraum',
  ranges: { day: '24 h', week: '7 Tage', month: '30 Tage' },
  loading: 'Verlauf wird gelesen…',
  nothing:
    'Von dieser Anlage ist noch nichts aufgezeichnet. Die Aufzeichnung beginnt, wenn MAX Desk sie zum ersten Mal sieht.',
  timeline: 'Zeitleiste vom {{from}} bis {{to}}: {{words}}',
  kinds: { 'not-watched': 'Nicht beobachtet', maintenance: 'Wartung' },
  availability: 'Verfügbarkeit, hier gesehen',
  range: '{{share}}, {{length}} nicht beobachtet',
  nothingKnown: 'nicht bekannt: niemand hat beobachtet',
  outages: 'Ausfälle',
  noOutage: 'keiner gesehen',
  outageCount_one: '{{count, number}}, {{length}} außer Betrieb',
  outageCount_other: '{{count, number}}, {{length}} außer Betrieb',
  repair: 'Mittlere Reparaturzeit (MTTR)',
  notCounted: '{{length}}, nicht mitgezählt',
  from: 'Ab',
  duration: 'Dauer',
  stillOut: 'bis jetzt',
  earlierOutages_one: 'und {{count, number}} früherer Ausfall',
  earlierOutages_other: 'und {{count, number}} frühere Ausfälle',
  earlier_one: 'und {{count, number}} frühere Zeile',
  earlier_other: 'und {{count, number}} frühere Zeilen',
  table: 'Die Zeitleiste als Tabelle',
  showTable: 'Als Tabelle zeigen',
  hideTable: 'Tabelle ausblenden',
  print: 'Drucken…',
  reach: '{{from}} bis {{to}}',
  since: 'Aufgezeichnet seit {{time}}.',
  seenHere:
    'Das hat MAX Desk auf diesem Computer gesehen. Was geschah, während niemand beobachtet hat, ist nicht bekannt.',
  memory: 'Die Aufzeichnung bleibt nur im Arbeitsspeicher, bis MAX Desk geschlossen wird.',
  notKept:
    'Die Aufzeichnung lässt sich zurzeit nicht speichern: Sie geht verloren, wenn MAX Desk geschlossen wird.',
  setAside_one: '{{count, number}} Teil der Aufzeichnung war beschädigt und fehlt.',
  setAside_other: '{{count, number}} Teile der Aufzeichnung waren beschädigt und fehlen.',
  worst: {
    title: 'Ausfälle in 30 Tagen',
    nothing: 'Noch ist nichts aufgezeichnet.',
    longest: 'Lange aus',
    often: 'Oft aus',
    available: '30 Tage: {{range}}',
    availableOfAll: '30 Tage, alle Anlagen: {{range}}',
    by: 'Reihenfolge',
    none: 'In den letzten 30 Tagen wurde kein Ausfall gesehen.',
    unit: '{{place}}: {{figure}}. Diese Anlage zeigen.',
    count_one: '{{count, number}} Ausfall',
    count_other: '{{count, number}} Ausfälle',
    times: '{{count, number}}×',
    ofAll: 'aller Anlagen',
  },
};

/** The same in German. */
export const sparkLabelsDe: Strings['units']['labels']['sparks'] = {
  notWatched: 'Nicht beobachtet',
  notRecorded: 'Nicht aufgezeichnet',
  worst: 'Das Schlechteste aus je 6 Stunden',
};
