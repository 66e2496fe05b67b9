/**
 * The first versions of the supported majors with all fixes of TLS that are known: 24.17 normalised the names of servers
 * (CVE-2026-48618) and bound sessions to their host (CVE-2026-48934), 24.22.1 addresses too (CVE-2026-105483,
 * CVE-2026-106069). Sources: nodejs.org/en/blog/vulnerability of June and October 2026.
 */
const mended: Readonly<Record<number, readonly [minor: number, patch: number]>> = {
  24: [22, 1],
  26: [12, 1],
};
const newest = 26;

/** What to know of a version of Node that connects to other computers with faults in TLS; undefined if it has none. */
export function nodeAdvice(version: string): string | undefined {
  const [major = 0, minor = 0, patch = 0] = version.replace(/^v/, '').split('.').map(Number);
  if (major > newest) return undefined;
  const first = mended[major];
  if (!first) return `Node ${version} gets no security updates any more: install Node 24 or ${newest}.`;
  const [since, fix] = first;
  if (minor > since || (minor === since && patch >= fix)) return undefined;
  return `Node ${version} has known faults in checking whom TLS talks to: install ${major}.${since}.${fix} or newer.`;
}
