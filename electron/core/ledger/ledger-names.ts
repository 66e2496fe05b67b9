/** The names of a ledger's files: a journal while it is written, a segment of the same number afterwards. */

/** The ids of the units, in the order of their numbers. */
export const unitsFile = 'units';

const pattern = /^(\d{6,})\.(journal|segment)$/;

export const journalName = (number: number): string => `${String(number).padStart(6, '0')}.journal`;
export const segmentName = (number: number): string => `${String(number).padStart(6, '0')}.segment`;

/** The numbers of the files of this kind, in ascending order. */
export function numbersOfFiles(names: Iterable<string>, kind: 'journal' | 'segment'): number[] {
  const numbers: number[] = [];
  for (const name of names) {
    const [, number, found] = pattern.exec(name) ?? [];
    if (found === kind) numbers.push(Number(number));
  }
  return numbers.sort((a, b) => a - b);
}
