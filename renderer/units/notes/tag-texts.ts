import { longestTag } from '../../../electron/contract/table.ts';

/**
 * The tags that somebody has typed, between commas or semicolons. One that is known in another spelling of capital and
 * small letters is that one.
 */
export function typedTags(text: string, known: Iterable<string>): string[] {
  const spellings = new Map(Array.from(known, (tag) => [tag.toLowerCase(), tag]));
  const tags = text
    .split(/[,;]/u)
    .map((tag) => tag.trim().slice(0, longestTag).trim())
    .filter((tag) => tag !== '');
  return [...new Set(tags.map((tag) => spellings.get(tag.toLowerCase()) ?? tag))];
}

/** The tags of several units with the number of units that have each, in alphabetical order. */
export function sharedTags(
  tagsOf: readonly (readonly string[])[],
): (readonly [tag: string, units: number])[] {
  const counts = new Map<string, number>();
  for (const tags of tagsOf) for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
}
