import { isLinkableId, longestLinkedId } from '../../contract/unit-link.ts';

/** Of one character, percent-encoded: three bytes of UTF-8. */
const longestEscape = 9;

/**
 * The ID in a link that opens a unit, `maxdesk://unit/ID`. Undefined for any other link, and for one that holds more than an ID,
 * or characters that nobody sees: they could make the ID read like another text on the screen. It is only looked up in the
 * list of who is signed in: a link makes no request and changes nothing.
 */
export function unitIdIn(link: string): string | undefined {
  if (link.length > longestEscape * longestLinkedId + 20 || !URL.canParse(link)) return undefined;
  const { protocol, hostname, pathname, port, username, password, hash, search } = new URL(link);
  if (protocol !== 'maxdesk:' || hostname.toLowerCase() !== 'unit') return undefined;
  if (port || username || password || hash || search || !/^\/[^/]+$/.test(pathname)) return undefined;
  const id = decoded(pathname.slice(1));
  return id !== undefined && isLinkableId(id) ? id : undefined;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** Takes links from outside: of one of a unit `ask` gets the ID, every other one goes to `offer`, which asks or says what is wrong. */
export function linksInto(ask: (id: string) => void, offer: (link: string) => Promise<void>) {
  return async (link: string): Promise<void> => {
    const id = unitIdIn(link);
    if (id === undefined) await offer(link);
    else ask(id);
  };
}
