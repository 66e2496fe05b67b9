/** Puts all mutants of a file into it at once, each behind its number: only the chosen one has an effect. */
import type { Mutation } from './mutators.ts';

export interface Numbered extends Mutation {
  id: number;
}

/** Mutations of the same expression, with those inside of it. */
interface Site {
  start: number;
  end: number;
  mutants: Numbered[];
  inner: Site[];
}

/**
 * The source with `(isMutant(7) ? FAULT : ORIGINAL)` for every mutation. Lines keep their numbers.
 * @param runtime how this file imports the module of `isMutant`
 */
export function instrument(source: string, mutants: readonly Numbered[], runtime: string): string {
  if (mutants.length === 0) return source;
  const inner = nested(mutants);
  return `import { isMutant as __isMutant } from '${runtime}'; ${rendered(source, 0, source.length, inner)}`;
}

/** @param mutants in the order of their places, the longer first */
function nested(mutants: readonly Numbered[]): Site[] {
  const top: Site[] = [];
  const open: Site[] = [];
  for (const mutant of mutants) {
    while (open.length > 0 && (open.at(-1)?.end ?? 0) <= mutant.start) open.pop();
    const last = open.at(-1);
    if (last && last.start === mutant.start && last.end === mutant.end) {
      last.mutants.push(mutant);
      continue;
    }
    const site: Site = { start: mutant.start, end: mutant.end, mutants: [mutant], inner: [] };
    (last?.inner ?? top).push(site);
    open.push(site);
  }
  return top;
}

function rendered(source: string, start: number, end: number, sites: readonly Site[]): string {
  let text = '';
  let at = start;
  for (const site of sites) {
    const choices = site.mutants.map(({ id, text }) => `__isMutant(${id}) ? (${text}) : `).join('');
    text += source.slice(at, site.start);
    text += `(${choices}${rendered(source, site.start, site.end, site.inner)})`;
    at = site.end;
  }
  return text + source.slice(at, end);
}
