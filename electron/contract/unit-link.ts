/** Longer IDs have no link, characters: as those of live updates, and of the calls of the window. */
export const longestLinkedId = 512;

/**
 * Whether a link may hold this ID: one that is empty or too long, that has characters which nobody sees and that could make it
 * read like another text, or that a browser takes for a step between folders, may not.
 */
export function isLinkableId(id: string): boolean {
  if (id.trim() === '' || id.length > longestLinkedId || /^\.\.?$/.test(id)) return false;
  return !/\p{C}/u.test(id);
}

/** The link that opens a unit in MAX Desk, also from another program; '' for an ID that a link cannot hold. */
export function unitLinkOf(id: string): string {
  return isLinkableId(id) ? `maxdesk://unit/${encodeURIComponent(id)}` : '';
}
