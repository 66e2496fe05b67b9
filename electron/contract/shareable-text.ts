/** What is left out of a text that people hand on. Pure and without zod, because the page runs it for what it prints. */

/** RFC 5321 §4.1.2, as people write addresses; the domain has a dot, so that "3@home" stays. */
const address = /[\w.!#$%&'*+/=?^`{|}~-]{1,64}@(?:[\w-]{1,63}\.){1,5}[\w-]{1,63}/gu;
/** A JWT or the beginning of one, and what stands in an Authorization header. */
const token = /\beyJ[\w-]{4,}(?:\.[\w-]*){0,4}|\b(?:Bearer|Basic)\s+[\w.~+/=-]{8,}/gu;

/** A note without e-mail addresses and tokens: it goes to where nobody knows who reads it. */
export function shareableText(text: string): string {
  return text.replace(token, '[…]').replace(address, '[…]');
}
