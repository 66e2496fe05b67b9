/**
 * Cells that begin like a formula (R35). A spreadsheet shows an apostrophe in front of a text as nothing, and takes the
 * rest for text.
 */
const formula = /^[=+\-@\t\r]/;
/**
 * A number is not a formula: nothing can be run with a sign, a few digits and a decimal part, and floor -1 has to stay a
 * number that can be sorted and calculated with. Longer ones with a sign, a telephone number for instance, stay texts.
 */
const number = /^[+-]\d{1,6}(?:[.,]\d{1,6})?$/;

/** One row as RFC 4180 has it, with the end of its line; a cell that a spreadsheet would run is neutralised (R35). */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(cell: string): string {
  const safe = formula.test(cell) && !number.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
