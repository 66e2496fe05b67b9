import type { ReactElement } from 'react';
import type { UnitUpdate } from '../../../../electron/contract/live.ts';
import type { Grouping } from '../../../../electron/contract/table.ts';
import type { Unit } from '../../../../electron/contract/units.ts';
import type { Column } from '../../../../renderer/units/table/columns.ts';
import type { UnitText } from '../../../../renderer/units/table/unit-text.ts';

/** What every candidate is given: the same units, the same texts. */
export interface Material {
  readonly units: readonly Unit[];
  readonly text: UnitText;
  /** What ages are counted from, ms since 1970. */
  readonly now: number;
}

/** A table under measurement, ours or a peer's. */
export interface Candidate {
  readonly element: ReactElement;
  /** How it compares texts: by the language's rules with numbers as numbers, or by code units. */
  readonly order: 'collated' | 'plain';
  /** Whether a folded text has the word. Default: anywhere in it. */
  readonly hasWord?: (text: string, word: string) => boolean;
  /** The units as they stand without a sort. Default: in the order of the list. */
  readonly arranged?: (units: readonly Unit[]) => readonly Unit[];
  /** Gives it all units, in the way it wants them; resolves when it has them. */
  load(): Promise<void>;
  /** Lets it prepare in idle moments what it prepares; resolves when that is done. */
  prepare(): Promise<void>;
  setQuery(query: string): void;
  /** How many rows there are for the query by what is on the screen; -1 while that is not known. */
  count(): number;
  /** The text that is on the screen in the row at the top of the sight. */
  topCell(column: Column): string | null;
  /** Whether there is a row in the middle of the sight. */
  isFilled(): boolean;
  scroller(): HTMLElement | null;
  /** Where to click to sort by a column, in px of the page. */
  header(column: Column): { x: number; y: number } | null;
  /** Groups the rows; absent where the table cannot. */
  readonly grouping?: {
    /** Gives a third of the units up to three of thirty tags. */
    tag(): Promise<void>;
    set(by: Grouping | null): void;
    foldAll(folded: boolean): void;
    /** The table shows the groups that were set, or none. */
    isDone(): boolean;
  };
  /** Takes live changes; absent where the table cannot yet. */
  update?: (updates: readonly UnitUpdate[]) => void;
}

export type CreateCandidate = (material: Material) => Candidate;

/** How wide the columns are, in px: the same for all. */
export const widths: Readonly<Record<Column, number>> = {
  name: 264,
  status: 188,
  site: 196,
  city: 104,
  floor: 70,
  direction: 104,
  type: 98,
  id: 124,
  address: 190,
  country: 108,
  availability: 150,
  lastEvent: 196,
  outSince: 216,
  lastSeen: 196,
  tags: 160,
  note: 196,
  history: 168,
};

/** A little inside of the left end of an element, halfway down. */
export function insideOf(element: Element | null | undefined): { x: number; y: number } | null {
  if (!element) return null;
  const { x, y, width, height } = element.getBoundingClientRect();
  return { x: x + Math.min(20, width / 2), y: y + height / 2 };
}
