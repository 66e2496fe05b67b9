import type { Slot } from '../grid/row-slot.ts';
import type { Group } from './group-index.ts';

/** The texts of a group's row in the language of the window. */
export interface GroupText {
  readonly name: (group: Group) => string;
  /** How many of how many are out. */
  readonly count: (group: Group) => string;
  /** How many entrapments; null for none. */
  readonly trapped: (group: Group) => string | null;
}

interface GroupPart {
  readonly element: HTMLElement;
  readonly text: Text;
}

/** The one cell of a group's row, and what it shows. */
export interface GroupCell {
  readonly element: HTMLElement;
  readonly name: GroupPart;
  readonly count: GroupPart;
  readonly trapped: GroupPart;
  shown: Group | null;
}

function createPart(className: string): GroupPart {
  const element = document.createElement('span');
  element.className = className;
  const text = document.createTextNode('');
  element.append(text);
  return { element, text };
}

function createGroupCell(columns: number): GroupCell {
  const element = document.createElement('div');
  element.className = 'group-cell';
  element.setAttribute('role', 'gridcell');
  element.setAttribute('aria-colindex', '1');
  element.setAttribute('aria-colspan', String(columns));
  const name = createPart('cut group-name');
  const count = createPart('group-count');
  const trapped = createPart('badge');
  trapped.element.setAttribute('data-condition', 'entrapment');
  element.append(name.element, count.element, trapped.element);
  return { element, name, count, trapped, shown: null };
}

/** The group that this row shows; null if it shows a unit or nothing. */
export function shownGroup(slot: Slot): Group | null {
  return slot.group?.shown ?? null;
}

/** Says that the row is one of a unit in a grouped table. */
export function markLevel({ element }: Slot): void {
  element.setAttribute('aria-level', '2');
}

/** Writes a group into a row, instead of a unit; the row's marks come before. */
export function showGroup(slot: Slot, group: Group, text: GroupText, columns: number): void {
  const { element } = slot;
  slot.unit = null;
  if (slot.group === null) {
    slot.group = createGroupCell(columns);
    element.append(slot.group.element);
  }
  const { group: cell } = slot;
  if (cell.shown === null) {
    element.setAttribute('data-group', '');
    element.setAttribute('aria-level', '1');
    element.removeAttribute('aria-selected');
  }
  if (cell.shown?.folded !== group.folded) element.setAttribute('aria-expanded', String(!group.folded));
  cell.shown = group;
  cell.name.text.data = text.name(group);
  cell.count.text.data = text.count(group);
  cell.count.element.setAttribute('data-out', String(group.out > 0));
  const trapped = text.trapped(group);
  cell.trapped.element.hidden = trapped === null;
  cell.trapped.text.data = trapped ?? '';
}

/** Makes the row one of a unit again, if it was a group's. */
export function hideGroup(slot: Slot): void {
  if (shownGroup(slot) === null || slot.group === null) return;
  const { element } = slot;
  slot.group.shown = null;
  element.removeAttribute('data-group');
  element.removeAttribute('aria-expanded');
  element.setAttribute('aria-selected', String(slot.marks.selected));
  markLevel(slot);
}
