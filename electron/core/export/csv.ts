import type { Cell } from '../../contract/exports.ts';
import { localClock, localDate } from '../../contract/local-time.ts';

/** What the spreadsheet of this computer splits a row at, and its decimal sign. */
export interface Regional {
  separator: string;
  decimal: ',' | '.';
}

/** Without it, Excel does not recognise UTF-8. */
export const byteOrderMark = '\uFEFF';

/** Only these texts can hold the start of a formula; it is quicker than `starts`. */
const risky = /^[=+\-@＝＋－＠\s\p{Cc}\p{Cf}"']|[,;|\t\r\n]/u;
/** Characters that a cell may start with, wherever the row is split, and the sign of a formula after them. */
const starts = /^[=+\-@＝＋－＠]|[\s\p{Cc}\p{Cf}"',;|]+[=+\-@＝＋－＠]?/gu;
const signed = /[=+\-@＝＋－＠]$/;
/**
 * A number is not a formula: a sign, a few digits and a decimal part cannot run anything, and floor -1 must stay a
 * number for sorting and calculating. Longer numbers with a sign, for instance telephone numbers, stay text.
 */
const number = /^[+-]\d{1,6}(?:[.,]\d{1,6})?$/;
/** Of the texts among them Excel changes all others: +1 to 1, -01 to -1, -1.50 to -1.5 or a day. */
const negative = /^-[1-9]\d{0,5}$/;

/** Texts that Excel reads as a number or a date: 0012 as 12, 1E5 as 100000, 4-1 and DEC-1 as days. */
const numeric = /^'*\.?\d[\d .,:/%+e-]*$/i;
const month =
  /^'*(?=.*\d)(?:\d{1,4}[ ./-]*)?(?:jan(?:uary?)?|feb(?:ruary?)?|m[aä]r(?:ch|z)?|apr(?:il)?|ma[iy]|jun[ei]?|jul[iy]?|aug(?:ust)?|sept?(?:ember)?|o[ck]t(?:ober)?|nov(?:ember)?|de[cz](?:ember)?)(?:[ ./-]*\d{1,4})?$/i;
/** Others that it reads as something else: 2 A as two o'clock, (12) as -12, and true as TRUE. */
const special = /^'*(?:\d{1,2}(?::\d{1,2}){0,2} +[ap]m?|\(\d[\d .,]*\)|true|false|wahr|falsch)$/i;
/** These it shows as they are. From the twelfth digit on it writes 1.2E+11, after the 15th only zeros. */
const unchanged = /^'*(?:0|[1-9]\d{0,10})$/;

/**
 * One row with its line ending, in RFC 4180 format, or with `regional` for the Excel of this computer. An apostrophe
 * stands before what a spreadsheet would run as a formula, whichever separator it splits at (R35, R44), and before
 * texts that Excel would change. `docs/export.md` says how to take it away again.
 */
export function csvLine(cells: readonly Cell[], regional?: Regional): string {
  const separator = regional?.separator ?? ',';
  const texts = cells.map((cell, place) => quoted(textOf(cell, place === 0, regional), separator));
  return `${texts.join(separator)}\r\n`;
}

function textOf(cell: Cell, isFirst: boolean, regional: Regional | undefined): string {
  if (cell === null) return '';
  if (typeof cell === 'string')
    return regional && isChanged(cell)
      ? `'${harmless(cell)}`
      : safe(cell, isFirst, regional ? negative : number);
  if (typeof cell === 'object')
    return harmless(regional ? localTime(cell.at) : new Date(cell.at).toISOString());
  return safe(regional ? String(cell).replace('.', regional.decimal) : String(cell), isFirst);
}

/** The first cell is the whole row for a spreadsheet that splits elsewhere: it is more than a number then. */
function safe(text: string, isFirst: boolean, kept = number): string {
  return !isFirst && kept.test(text) ? text : harmless(text);
}

function harmless(text: string): string {
  if (!risky.test(text)) return text;
  return text.replace(starts, (found, at: number) => {
    const isFormula = signed.test(found);
    const marked = isFormula ? found.replace(/[,;|\t\r\n]/g, "$&'") : found;
    return at === 0 && (isFormula || /[\t\r]/.test(found)) ? `'${marked}` : marked;
  });
}

function isChanged(text: string): boolean {
  return (numeric.test(text) && !unchanged.test(text)) || month.test(text) || special.test(text);
}

/** Excel reads this form as date and time in every language, and knows no time zones. */
function localTime(at: number): string {
  return `${localDate(at)} ${localClock(at)}`;
}

function quoted(text: string, separator: string): string {
  return /["\r\n]/.test(text) || text.includes(separator) ? `"${text.replaceAll('"', '""')}"` : text;
}
