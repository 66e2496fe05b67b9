import type { Strings } from './en.ts';

/** The German texts of groups, and of the tags and notes that people write. */
export const groupsDe: Strings['groups'] = {
  button: 'Gruppen',
  title: 'Gruppieren nach',
  by: { none: 'Keine Gruppen', site: 'Standort', city: 'Ort', tag: 'Tag' },
  without: { site: 'Kein Standort', city: 'Kein Ort', tag: 'Kein Tag' },
  out: '{{out, number}} von {{count, number}} außer Betrieb',
  foldAll: 'Alle zuklappen',
  unfoldAll: 'Alle aufklappen',
  keys: 'Auf einer Gruppe: Links klappt zu, Rechts klappt auf. Mit Strg: alle Gruppen.',
};

export const notesDe: Strings['notes'] = {
  title: 'Ihre Tags und Notiz',
  tags: 'Tags',
  add: 'Tag hinzufügen',
  addButton: 'Hinzufügen',
  remove: 'Tag {{tag}} entfernen',
  some: '{{tag}} ({{count, number}} von {{of, number}})',
  added: 'Tag {{tag}} hinzugefügt',
  removed: 'Tag {{tag}} entfernt',
  full_one: 'Eine Anlage hat höchstens {{count, number}} Tag.',
  full_other: 'Eine Anlage hat höchstens {{count, number}} Tags.',
  note: 'Notiz',
  left_one: 'Noch {{count, number}} Zeichen',
  left_other: 'Noch {{count, number}} Zeichen',
  kept: 'Nur Sie sehen sie: Sie liegen verschlüsselt auf diesem Computer und werden nirgendwohin gesendet.',
  memory:
    'Nur Sie sehen sie. Mit dem Beenden von MAX Desk gehen sie verloren, weil zurzeit nichts sicher gespeichert werden kann.',
  tagSelected_one: 'Tags für {{count, number}} Anlage',
  tagSelected_other: 'Tags für {{count, number}} Anlagen',
  filter: 'Nach Tag filtern',
  filterNone: 'Keine dieser Anlagen hat einen Tag.',
  filtered: 'Tag: {{tag}}',
  filteredMany_one: '{{count, number}} Tag',
  filteredMany_other: '{{count, number}} Tags',
  unfilter: 'Nicht mehr nach Tag filtern',
};
