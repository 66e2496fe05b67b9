/** Of RFC 3986 §2.3: whether they are percent-encoded makes no difference. */
const unreserved = /[A-Za-z0-9._~-]/;
/** What a path may have in it: printable ASCII but what no URL has, and no backslash, which some take for a slash. */
const plain = /^\/(?:[!$&-;=@A-Z[\]_a-z~]|%[0-9a-f]{2})*$/i;
/** An encoded slash, backslash or NUL; a server that decodes twice takes the latter for an encoded dot, too. */
const hiding = /%(?:2F|5C|00)|%25(?:25)*(?:2E|2F|5C|00)/i;
/** A segment that leads elsewhere; what follows a semicolon some servers cut off before they look. */
const dots = /^\.{1,2}(?:;|$)/;

/**
 * A path in the only form in which it is compared and sent (RFC 3986 §6.2.2); undefined for one that two servers may
 * read in different ways: with dot segments, empty segments, encoded slashes, or characters that no path has.
 */
export function normalisedPath(path: string): string | undefined {
  if (!plain.test(path)) return undefined;
  const same = path.replace(/%[0-9a-f]{2}/gi, (coded) => {
    const character = String.fromCharCode(Number.parseInt(coded.slice(1), 16));
    return unreserved.test(character) ? character : coded.toUpperCase();
  });
  if (same.includes('//') || hiding.test(same)) return undefined;
  return same.split('/').some((segment) => dots.test(segment)) ? undefined : same;
}
