/** A name that every system takes, with `.csv` at its end: what a dialog begins with. Never a path. */
export function fileName(suggested: string): string {
  const plain = suggested
    .replace(/[\\/:*?"<>|\p{Cc}\p{Cs}]/gu, '-')
    .replace(/\.csv$/i, '')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  return `${plain || 'units'}.csv`;
}
