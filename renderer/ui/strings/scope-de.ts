import type { Strings } from './en.ts';

/** The German texts of what the units on screen are narrowed to. */
export const scopeDe: Strings['scope'] = {
  withEntrapments: '{{label}}, Personeneinschlüsse mitgezählt',
  noneOut: 'Keine dieser Anlagen ist außer Betrieb.',
  noAvailability: 'Keine dieser Anlagen hat eine Verfügbarkeit.',
  noUnit: 'Keine Anlage.',
  remove: 'Diesen Filter entfernen',
  condition: 'Status: {{value}}',
  type: 'Typ: {{value}}',
  site: 'Standort: {{value}}',
  sites_one: '{{count, number}} Standort',
  sites_other: '{{count, number}} Standorte',
  city: 'Ort: {{value}}',
  cities_one: '{{count, number}} Ort',
  cities_other: '{{count, number}} Orte',
  availability: 'Verfügbarkeit: {{from}} bis {{to}}',
  availabilities_one: '{{count, number}} Bereich der Verfügbarkeit',
  availabilities_other: '{{count, number}} Bereiche der Verfügbarkeit',
  active: 'Gesetzte Filter',
  matchingBoth_one: '{{shown, number}} von {{count, number}} Anlage passend zu „{{query}}“ und den Filtern',
  matchingBoth_other:
    '{{shown, number}} von {{count, number}} Anlagen passend zu „{{query}}“ und den Filtern',
  othersOut_one: '{{count, number}} weitere außer Betrieb',
  othersOut_other: '{{count, number}} weitere außer Betrieb',
  suggestions: 'Vorgeschlagene Filter',
  suggested_one:
    '{{count, number}} Filter vorgeschlagen. Die Pfeiltasten wählen ihn, die Eingabetaste setzt ihn.',
  suggested_other:
    '{{count, number}} Filter vorgeschlagen. Die Pfeiltasten wählen einen, die Eingabetaste setzt ihn.',
  applied: '{{filter}} ist jetzt ein Filter.',
};
