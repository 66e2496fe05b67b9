import { jsonFault } from '../contract/json-fault.ts';

/**
 * What is said of a text that is not JSON: where it stops being that, and nothing of what it says. V8's own message
 * repeats the text, and the file that was named by mistake may hold a password (R29).
 */
export function notJson(text: string): string {
  const { line, column } = jsonFault(text) ?? { line: 1, column: 1 };
  return `is not valid JSON: line ${line}, column ${column}`;
}

/** Whether it is an object: neither null nor a list. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value of a JSON text; undefined if there is no text, or if it is not JSON. */
export function jsonIn(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}

/**
 * The value of a JSON text, with each number as the text that it was written as, digit for digit. Slow. Throws
 * SyntaxError, and RangeError for a text that is nested very deeply.
 * @param isText which numbers become texts; all unless given
 */
export function withNumbersAsTexts(json: string, isText = (_number: string) => true): unknown {
  // V8 gives the text of each number, which is not in TypeScript's types yet.
  return JSON.parse(json, (_name, value: unknown, context?: { source?: string }) => {
    const source = typeof value === 'number' ? context?.source : undefined;
    return source !== undefined && isText(source) ? source : value;
  });
}

/**
 * What a JSON text says, to be shown: a number that would lose digits, for instance an id beyond 2^53, is the text that
 * it was written as (R42). Throws as `withNumbersAsTexts`.
 */
export function shownJson(json: string): unknown {
  const value: unknown = JSON.parse(json);
  // Long digits and exponents only: 7.0 is 7 to everybody. What is a whole number all the same stays one.
  if (!/\d{16}|\.\d{14}|\d[eE]/.test(json)) return value;
  const isLossy = (number: string) =>
    /[eE]|\d.{15}/.test(number) && !Number.isSafeInteger(Number(number)) && String(Number(number)) !== number;
  return withNumbersAsTexts(json, isLossy);
}

const numberAfterName = /\s*:\s*(-?\d[\d.eE+-]*)/y;

/**
 * How a number that was parsed from this text is written under a name there, without parsing again; undefined if it
 * cannot tell.
 */
function writtenUnder(json: string, name: string, value: number): string | undefined {
  // Where letters are escaped, the name that is meant may be one of them.
  if (/\\u00[2-7]/.test(json)) return undefined;
  const quoted = `"${name}"`;
  let found: string | undefined;
  for (let at = json.indexOf(quoted); at >= 0; at = json.indexOf(quoted, at + quoted.length)) {
    numberAfterName.lastIndex = at + quoted.length;
    const written = numberAfterName.exec(json)?.[1];
    if (written === undefined || Number(written) !== value) continue;
    // Another object in the text may have a property of this name with the same number, written otherwise.
    if (found !== undefined && found !== written) return undefined;
    found = written;
  }
  // A copy: V8 keeps a whole text in memory for a part of it, and ids are kept by the million.
  return found === undefined ? undefined : Buffer.from(found, 'latin1').toString('latin1');
}

/**
 * A number that was parsed from this text, digit for digit as it is written there (R42): 2^53 + 1, 1e21 and 7.0 are
 * others once they are parsed. Undefined if that cannot be told.
 * @param name of the property that it was found under
 * @param find looks it up in what was parsed
 */
export function writtenNumber(
  json: string,
  name: string,
  value: number,
  find: (parsed: unknown) => unknown,
): string | undefined {
  const written = writtenUnder(json, name, value);
  if (written !== undefined) return written;
  try {
    const found = find(withNumbersAsTexts(json));
    return typeof found === 'string' ? found : undefined;
  } catch {
    return undefined;
  }
}
