/** Longer cells are cut, characters. */
const widest = 36;

/** Rows under their titles, each column as wide as its widest cell; a line end after every row. */
export function formatTable(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [titles, ...rows.map((row) => row.map(clean))];
  const widths = titles.map((_, i) => lines.reduce((most, line) => Math.max(most, line[i]?.length ?? 0), 0));
  const text = (line: readonly string[]) =>
    line
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd();
  return lines.map((line) => `${text(line)}\n`).join('');
}

/** What a service sends must not move a terminal's cursor. */
function clean(cell: string): string {
  const text = cell.replace(/\p{Cc}/gu, ' ');
  return text.length > widest ? `${text.slice(0, widest - 1)}…` : text;
}
