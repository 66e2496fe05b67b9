import { readFileSync } from 'node:fs';

/** The text of a file that the app will write; '' while it does not exist. */
export function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}
