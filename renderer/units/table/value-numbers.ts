import { haystackOf } from '../../../electron/contract/fold.ts';
import { larger, type Rows } from './rows.ts';

/** The distinct values of a column, numbered in the order in which they came, and by row the number of its value. */
export type ValueNumbers = ReturnType<typeof createValueNumbers>;

/** Creates the numbers of no rows. Counting by number is a few times quicker than by text. */
export function createValueNumbers() {
  const numbers = new Map<string, number>();
  const values: string[] = [];
  /** The folded texts of the values, as far as somebody asked for them. */
  const haystacks: string[] = [];
  let byRow: Rows = new Uint32Array(256);
  return {
    /** By number. */
    values: values as readonly string[],
    /** Undefined for a value that no row has had. */
    numberOf: (value: string): number | undefined => numbers.get(value),
    /** The folded text of a value, for a search. */
    haystack(number: number): string {
      haystacks[number] ??= haystackOf(values[number] ?? '');
      return haystacks[number];
    },
    /** The number of a row's value. */
    at: (row: number): number => byRow[row] ?? 0,
    set(row: number, value: string): void {
      if (row >= byRow.length) byRow = larger(byRow);
      let number = numbers.get(value);
      if (number === undefined) {
        number = values.push(value) - 1;
        numbers.set(value, number);
      }
      byRow[row] = number;
    },
  };
}
