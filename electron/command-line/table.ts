/** Titles and rows as text; each column is as wide as its widest cell, at most `widest`. Ends with a newline. */
export function formatTable(
  titles: readonly string[],
  rows: readonly (readonly string[])[],
  widest = 36,
): string {
  const lines = [titles, ...rows.map((row) => row.map((cell) => clean(cell, widest)))];
  const widths = titles.map((_, i) => lines.reduce((most, line) => Math.max(most, line[i]?.length ?? 0), 0));
  const text = (line: readonly string[]) =>
    line
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd();
  return lines.map((line) => `${text(line)}\n`).join('');
}

/** Text from a service must not contain terminal control characters. */
function clean(cell: string, widest: number): string {
  const text = cell.replace(/\p{Cc}/gu, ' ');
  return text.length > widest ? `${text.slice(0, widest - 1)}…` : text;
}
