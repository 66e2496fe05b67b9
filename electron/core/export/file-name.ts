/** A name that every system takes, with this extension at its end: what a dialog begins with. Never a path. */
export function fileName(suggested: string, extension: 'csv' | 'maxdesk' = 'csv'): string {
  const plain = suggested
    .replace(/[\\/:*?"<>|\p{Cc}\p{Cs}]/gu, '-')
    .replace(new RegExp(`\\.${extension}$`, 'i'), '')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  return `${plain || (extension === 'csv' ? 'units' : 'connection')}.${extension}`;
}
