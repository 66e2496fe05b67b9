import { hasWord } from '../../../electron/contract/search.ts';
import type { RowTexts } from './row-texts.ts';
import { larger } from './rows.ts';

const open = 0;
const no = 1;
const yes = 2;

/** Creates the results of a search so far, by row. Each is kept until the words or the row change. */
export function createSearchIndex(texts: RowTexts) {
  let words: readonly string[] = [];
  let look = createWordsTest(words, texts);
  let verdicts = new Uint8Array(256);

  /** Clears all results, because the words or the language have changed. */
  const reopenAll = (): void => {
    look = createWordsTest(words, texts);
    verdicts.fill(open);
  };

  return {
    /** Clears the result of a new or changed row. */
    reopen(index: number): void {
      if (index >= verdicts.length) verdicts = larger(verdicts);
      verdicts[index] = open;
    },
    reopenAll,
    /** Sets the folded words, all of which must occur. */
    setWords(next: readonly string[]) {
      // Words were only extended, so a row that did not match still does not.
      const narrower =
        words.length > 0 && words.every((word) => next.some((longer) => longer.startsWith(word)));
      words = next;
      if (!narrower) return reopenAll();
      look = createWordsTest(words, texts);
      for (let index = 0; index < verdicts.length; index += 1)
        if (verdicts[index] === yes) verdicts[index] = open;
    },
    /** True without a search. */
    open: (): boolean => words.length === 0,
    matches(index: number): boolean {
      if (words.length === 0) return true;
      if (verdicts[index] === open) verdicts[index] = look(index) ? yes : no;
      return verdicts[index] === yes;
    },
    /** True if the row is known to match; false also if it has not been checked yet. */
    known: (index: number): boolean => words.length === 0 || verdicts[index] === yes,
  };
}

/** Creates the test whether a row has all of these folded words. */
export function createWordsTest(words: readonly string[], texts: RowTexts): (index: number) => boolean {
  const finders = words.map((word) => createWordFinder(word, texts));
  return (index) => {
    texts.make(index);
    for (const finds of finders) if (!finds(index)) return false;
    return true;
  };
}

/**
 * Creates the test whether a word begins a word of a row, whose texts must exist. It checks each shared text once; for a row it
 * then looks up the numbers of its texts.
 */
export function createWordFinder(word: string, texts: RowTexts): (index: number) => boolean {
  const hits = texts.shared.map((): boolean[] => []);
  /** The columns in which the word occurs at all. */
  const places: number[] = [];
  let looked = 0;
  const look = () => {
    for (const [place, { haystacks }] of texts.shared.entries()) {
      const found = hits[place] ?? [];
      for (let number = found.length; number < haystacks.length; number += 1) {
        const hit = hasWord(haystacks[number] ?? '', word);
        found.push(hit);
        if (hit && !places.includes(place)) places.push(place);
      }
    }
    looked = texts.count;
  };
  return (index) => {
    if (looked !== texts.count) look();
    for (const place of places) if (hits[place]?.[texts.number(index, place)] === true) return true;
    return hasWord(texts.own(index) ?? '', word);
  };
}
