/**
 * What must not stand in plain text in what is kept sealed (R28). Sealed text is random base64: a word of few letters
 * stands in it by chance now and then ("eyJ", with which a token begins, in one file of 9,000 characters out of thirty).
 */

/** A token with its first dot, which base64 has not. */
const token = /eyJ[\w-]+\./;
/** At five letters of 64 a megabyte of sealed text holds the word once in a thousand runs. */
const fewest = 5;

/**
 * Those of the words that stand in the text, and "a token" if there is one.
 * Throws for a word that chance may have written there.
 */
export function plainIn(sealed: string, words: readonly string[] = []): string[] {
  for (const word of words)
    if (word.length < fewest && /^[\w+/]*$/.test(word))
      throw new Error(`"${word}" may stand in sealed text by chance: look for something longer.`);
  const found = words.filter((word) => sealed.includes(word));
  return token.test(sealed) ? [...found, 'a token'] : found;
}
