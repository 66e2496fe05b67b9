/** What the right answers are, found without any candidate's help. */
import type { Unit } from '../../../../electron/contract/units.ts';
import type { Column } from '../../../../renderer/units/table/columns.ts';
import type { Candidate, Material } from './candidate.ts';
import { haystackFor } from './haystack.ts';

export interface Expectations {
  /** Units that contain the word, and the ID of the first of them. */
  search(word: string): { count: number; first: string | null };
  /** The text at the top of the table after a sort. */
  top(column: Column, descending: boolean, order: Candidate['order']): string;
}

export function createExpectations(
  { units, text, now }: Material,
  {
    hasWord = (all, word) => all.includes(word),
    arranged = (found) => found,
  }: Pick<Candidate, 'hasWord' | 'arranged'> = {},
): Expectations {
  let haystacks: string[] | undefined;
  const collator = new Intl.Collator(text.locale, { numeric: true });
  const compare = (a: string | number, b: string | number, order: Candidate['order']): number => {
    if (order === 'collated' && typeof a === 'string' && typeof b === 'string') return collator.compare(a, b);
    return a < b ? -1 : a > b ? 1 : 0;
  };
  return {
    search(word) {
      // Made when first asked for: the heap has been measured by then.
      haystacks ??= units.map((unit) => haystackFor(unit, text));
      const found = units.filter((_unit, index) => hasWord(haystacks?.[index] ?? '', word));
      return { count: found.length, first: arranged(found)[0]?.id ?? null };
    },
    top(column, descending, order) {
      let best: { unit: Unit; value: string | number } | undefined;
      for (const unit of units) {
        const value = text.sortValue(unit, column);
        if (value === null) continue;
        const difference = best === undefined ? -1 : compare(value, best.value, order);
        if (descending ? difference > 0 || best === undefined : difference < 0) best = { unit, value };
      }
      return best === undefined ? '' : text.cell(best.unit, column, now);
    },
  };
}
