/**
 * Control characters of C0 and C1, line and paragraph separators, and characters that change the direction of a text:
 * a terminal runs them, or shows another text than is there (R45). Spelled out, because `\p{Bidi_Control}` takes longer to compile.
 */
const unprintable = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;
const direction = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
/** Of these JSON.stringify escapes only those of C0. */
const unescaped = /[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

const harmless = (found: string) => (direction.test(found) ? '' : ' ');

/** A text from outside as one line that a terminal shows as it is: controls become blanks, directions go (R45). */
export function printable(text: string): string {
  return text.replace(unprintable, harmless);
}

/** The same for several lines: line feeds and tabs stay. */
export function printableLines(text: string): string {
  return text.replace(unprintable, (found) => (found === '\n' || found === '\t' ? found : harmless(found)));
}

/** JSON of JSON.stringify where a terminal runs nothing, and which means the same (RFC 8259 §7, R45). */
export function printableJson(json: string): string {
  return json.replace(unescaped, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
