import { createHmac } from 'node:crypto';

/** The rest of a longer text is left away, characters. */
const longest = 120;
const kept = /[ \-–.,;:/()&]/;
/** A short id may have fewer shapes than there are units: after as many attempts a number goes behind it. */
const mostAttempts = 20;

/** Other texts of the same shape: who reads them learns how long a text was and where its digits stood, not what it said. */
export type Pseudonyms = ReturnType<typeof createPseudonyms>;

/**
 * Small letters become small letters, capitals capitals and digits digits; other letters become é and É, spaces and common
 * punctuation stay, everything else becomes a question mark. The same text has the same pseudonym, as long as the key is the
 * same; without the key nobody can tell which text it was of.
 * @param key random bytes, of which nothing is kept
 */
export function createPseudonyms(key: Uint8Array) {
  const ids = new Map<string, string>();
  const taken = new Set<string>();

  function inShape(text: string, attempt: number): string {
    const bytes = streamOf(key, `${attempt}:${text}`);
    return [...text]
      .slice(0, longest)
      .map((character) => replaced(character, bytes.next().value ?? 0))
      .join('');
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
      if (!/[\p{L}\p{Nd}]/u.test(text)) return inShape(text, 0);
      return found(text, (pseudonym) => pseudonym !== text);
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

function replaced(character: string, byte: number): string {
  if (/[a-z]/.test(character)) return String.fromCharCode(97 + (byte % 26));
  if (/[A-Z]/.test(character)) return String.fromCharCode(65 + (byte % 26));
  if (/[0-9]/.test(character)) return String(byte % 10);
  if (/\p{Lu}/u.test(character)) return 'É';
  if (/\p{L}/u.test(character)) return 'é';
  return kept.test(character) ? character : '?';
}

/** As many bytes as are asked for, decided by the key and the text. */
function* streamOf(key: Uint8Array, text: string): Generator<number> {
  for (let block = 0; ; block += 1) yield* createHmac('sha256', key).update(`${block}:${text}`).digest();
}
