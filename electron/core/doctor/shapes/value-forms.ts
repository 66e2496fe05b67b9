/** What a value looks like: one of a few names, or a mask of a date or a number. Never a part of the value itself. */
import { momentIn } from '../../units/unit-values.ts';

/** With the zone left out at will, also in forms that the reader does not take. */
const dateTime = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?: ?(?:Z|[+-]\d\d:?\d\d))?$/i;
/** Texts that are named by a mask in which a 9 stands for digits. */
const masked: readonly RegExp[] = [
  /^\d{4}-\d\d-\d\d$/,
  /^\d{1,2}([./-])\d{1,2}\1\d{2,4}(?: \d\d?:\d\d(?::\d\d)?)?$/,
  /^-?\d+(?:[.,]\d+)?(?: ?%)?$/,
  /^\/Date\(-?\d+(?:[+-]\d{4})?\)\/$/,
];
const named: readonly (readonly [form: string, pattern: RegExp])[] = [
  ['true or false', /^(?:true|false)$/i],
  ['guid', /^\{?[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\}?$/i],
  ['mail', /^[^\s@]+@[^\s@]+$/],
  ['address', /^[a-z][a-z\d+.-]*:\/\//i],
  ['path', /^\//],
  ['word', /^\p{L}+(?:[_-]\p{L}+)*$/u],
  ['words', /^\p{L}+(?:[ _-]{1,3}\p{L}+){1,3}$/u],
];
/** A longer text is not looked at, characters. */
const longest = 200;

/** The form of a text; "none" before the mask of a date says that the reader makes none of it. */
export function textForm(value: string): string {
  const text = value.trim();
  if (text === '') return 'blank';
  if (text.length > longest) return 'long text';
  if (dateTime.test(text)) {
    // A zone's sign says on which side of the world a unit is.
    const mask = text
      .toUpperCase()
      .replace(/\d/g, '9')
      .replace(/[+-](?=99:?99$)/, '+');
    return momentIn(text) === undefined ? `none ${mask}` : mask;
  }
  if (/^\d+$/.test(text) && momentIn(text) !== undefined) return epochForm(Number(text));
  if (masked.some((pattern) => pattern.test(text))) return text.replace(/^-/, '').replace(/\d+/g, '9');
  return named.find(([, pattern]) => pattern.test(text))?.[0] ?? 'text';
}

/** The form of a number, by the text that it was written as. */
export function numberForm(written: string): string {
  if (/[eE]/.test(written)) return 'exponent';
  if (written.includes('.')) return 'decimal';
  const value = Number(written);
  if (!Number.isSafeInteger(value)) return 'whole beyond 2^53';
  return momentIn(value) === undefined ? 'whole' : epochForm(value);
}

function epochForm(value: number): string {
  return value < 100_000_000_000 ? 'seconds since 1970' : 'milliseconds since 1970';
}
