import { hash } from 'node:crypto';

/** The rest of a longer text is left away, characters. */
const longest = 120;
const kept = new Set(' -–.,;:/()&');
/** A short id may have fewer shapes than there are units: after as many attempts a number goes behind it. */
const mostAttempts = 20;
/** Texts that are remembered: sites and cities come again and again. */
const mostRemembered = 10_000;

/** Other texts of the same shape: who reads them learns how long a text was and where its digits stood, not what it said. */
export type Pseudonyms = ReturnType<typeof createPseudonyms>;

/**
 * Small letters become small letters, capitals capitals and digits digits; other letters become é and É, spaces and common
 * punctuation stay, everything else becomes a question mark. The same text has the same pseudonym, as long as the key is the
 * same; without the key nobody can tell which text it was of.
 * @param key random bytes, of which nothing is kept
 */
export function createPseudonyms(key: Uint8Array) {
  const secret = Buffer.from(key).toString('hex');
  const ids = new Map<string, string>();
  const taken = new Set<string>();
  const texts = new Map<string, string>();

  function inShape(text: string, attempt: number): string {
    const characters = [...text.slice(0, 2 * longest)].slice(0, longest);
    let bytes: Uint8Array = new Uint8Array();
    let shape = '';
    for (const [i, character] of characters.entries()) {
      // It has 32 bytes.
      if (i % 32 === 0) bytes = hash('sha256', `${secret}:${attempt}:${i}:${text}`, 'buffer');
      shape += replaced(character, bytes[i % 32] ?? 0);
    }
    return shape;
  }

  /** @param isFree whether this one may be taken */
  function found(text: string, isFree: (pseudonym: string) => boolean): string {
    for (let attempt = 0; ; attempt += 1) {
      const pseudonym = inShape(text, attempt) + (attempt < mostAttempts ? '' : `-${attempt}`);
      if (isFree(pseudonym)) return pseudonym;
    }
  }

  return {
    /** Of a name or an address. It is another text, unless there is nothing in it to be replaced. */
    text(text: string): string {
      const known = texts.get(text);
      if (known !== undefined) return known;
      const isWord = /[\p{L}\p{Nd}]/u.test(text);
      const pseudonym = isWord ? found(text, (each) => each !== text) : inShape(text, 0);
      if (texts.size >= mostRemembered) texts.clear();
      texts.set(text, pseudonym);
      return pseudonym;
    },
    /** Of an id: no two ids have the same. */
    id(id: string): string {
      const known = ids.get(id);
      if (known !== undefined) return known;
      const pseudonym = found(id, (each) => each !== id && !taken.has(each));
      ids.set(id, pseudonym);
      taken.add(pseudonym);
      return pseudonym;
    },
  };
}

/** @param chance from 0 to 255 */
function replaced(character: string, chance: number): string {
  if (character >= 'a' && character <= 'z') return String.fromCharCode(97 + (chance % 26));
  if (character >= 'A' && character <= 'Z') return String.fromCharCode(65 + (chance % 26));
  if (character >= '0' && character <= '9') return String.fromCharCode(48 + (chance % 10));
  if (kept.has(character)) return character;
  if (/\p{Lu}/u.test(character)) return 'É';
  return /\p{L}/u.test(character) ? 'é' : '?';
}
