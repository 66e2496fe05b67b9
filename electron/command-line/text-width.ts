import { eastAsianWidth } from 'get-east-asian-width';

/** Each of these takes one column of a terminal. */
const narrow = /^[\x20-\x7e\u00a0-\u00ac\u00ae-\u02ff]*$/;
/** What is shown as a picture by itself or because a selector says so. \p{RGI_Emoji} takes 15 ms to compile. */
const emoji = /^\p{Emoji_Presentation}|^\p{Emoji}.*\ufe0f/su;
/** Of which nothing is to be seen by itself. */
const invisible = /^[\p{Default_Ignorable_Code_Point}\p{M}\p{Cf}]+$/u;
let graphemes: Intl.Segmenter | undefined;

/** How many columns of a terminal a text without control characters takes: two for CJK and emoji (UAX #11, UTS #51). */
export function textWidth(text: string): number {
  if (narrow.test(text)) return text.length;
  graphemes ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += characterWidth(segment);
  return width;
}

/** The text, or as much of it as fits with an ellipsis; no character is split. @param widest in columns */
export function fittingWidth(text: string, widest: number): string {
  if (textWidth(text) <= widest) return text;
  graphemes ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  let left = widest - 1;
  let end = 0;
  for (const { segment, index } of graphemes.segment(text)) {
    left -= characterWidth(segment);
    if (left < 0) break;
    end = index + segment.length;
  }
  return `${text.slice(0, end)}…`;
}

/** Blanks behind a text, so that it takes so many columns. */
export function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - textWidth(text)));
}

/** Of one character as people see it. Its marks take no column of their own. */
function characterWidth(character: string): number {
  if (invisible.test(character)) return 0;
  if (emoji.test(character)) return 2;
  return eastAsianWidth(character.codePointAt(0) ?? 0);
}
