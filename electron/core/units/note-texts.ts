import { printable, printableLines } from '../printable.ts';

/**
 * A tag as it is kept: one line without control and bidirectional characters (R45). A comma and a semicolon stand
 * between tags wherever several are written, so there is none in a tag. Empty where nothing is left.
 */
export function cleanTag(text: string): string {
  return printable(text.normalize('NFC'))
    .replace(/[\s,;]+/gu, ' ')
    .trim();
}

/** A note as it is kept: plain text in lines, cleaned likewise. Empty where there are only blanks. */
export function cleanNote(text: string): string {
  return printableLines(text.normalize('NFC').replace(/\r\n?/gu, '\n')).trimEnd();
}
