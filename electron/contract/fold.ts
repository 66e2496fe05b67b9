/** How texts are made alike before they are compared. Pure and without zod, because the page runs it. */
const beyondAscii = /[\u0080-\uffff]/;
const marks = /\p{M}+/gu;
/** Letters that Unicode does not decompose, with what people type instead. */
const plain: Record<string, string> = {
  ß: 'ss',
  ø: 'o',
  æ: 'ae',
  œ: 'oe',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};
const undecomposed = /[ßøæœłđðþı]/gu;
const umlauts: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue' };
const umlaut = /[äöü]/gu;

/** Lower-case text without diacritics, so that "dusseldorf" finds "Düsseldorf". */
function fold(lower: string): string {
  if (!beyondAscii.test(lower)) return lower;
  return lower
    .normalize('NFD')
    .replace(marks, '')
    .replace(undecomposed, (letter) => plain[letter] ?? letter);
}

/** The text that a search looks through: folded and, with umlauts, also in the two-letter spelling. */
export function haystackOf(text: string): string {
  const lower = text.toLowerCase();
  if (!beyondAscii.test(lower)) return lower;
  const composed = lower.normalize('NFC');
  const folded = fold(composed);
  if (composed.search(umlaut) < 0) return folded;
  return `${folded}\n${fold(composed.replace(umlaut, (letter) => umlauts[letter] ?? letter))}`;
}

/** A text in lower case and without diacritics. */
export function folded(text: string): string {
  return fold(text.toLowerCase());
}

/** The folded words of a text. */
export function wordsOf(text: string): string[] {
  return folded(text).split(/\s+/u).filter(Boolean);
}
