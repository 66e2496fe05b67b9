const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Whether the URL points to this computer. */
export function isLoopback({ hostname }: URL): boolean {
  return loopbackHosts.has(hostname);
}

/** Whether both have the same origin: `blob:https://host/…` has that of `https://host`, but is none of its addresses. */
export function isSameOrigin(one: URL, other: URL): boolean {
  return one.origin === other.origin && one.protocol === other.protocol;
}

/** https everywhere, http only on this computer (R1). */
export function isAllowedUrl(value: string, secure = 'https:', plain = 'http:'): boolean {
  if (!URL.canParse(value)) return false;
  const url = new URL(value);
  if (url.username || url.password) return false;
  return url.protocol === secure || (url.protocol === plain && isLoopback(url));
}

/** What is said of an address that is not allowed. */
export const urlRule = 'must be an https URL (http is allowed for localhost only)';
