/**
 * Control characters of C0 and C1, line and paragraph separators, and characters that change the direction of a text:
 * a terminal runs them, or shows another text than is there (R45).
 */
const unprintable = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;
const breaks = /^[\p{Cc}\p{Zl}\p{Zp}]$/u;

/** A text from outside as one line that a terminal shows as it is: controls become blanks, directions go (R45). */
export function printable(text: string): string {
  return text.replace(unprintable, (found) => (breaks.test(found) ? ' ' : ''));
}
