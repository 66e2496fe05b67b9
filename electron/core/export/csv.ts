/**
 * Cells that start like a formula (R35). A spreadsheet hides an apostrophe before a text and treats the rest as text.
 */
const formula = /^[=+\-@\t\r]/;
/**
 * A number is not a formula: a sign, a few digits and a decimal part cannot run anything, and floor -1 must stay a
 * number for sorting and calculating. Longer numbers with a sign, for instance telephone numbers, stay text.
 */
const number = /^[+-]\d{1,6}(?:[.,]\d{1,6})?$/;

/** One row in RFC 4180 format with its line ending; a cell that a spreadsheet would run is neutralised (R35). */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(cell: string): string {
  const safe = formula.test(cell) && !number.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
