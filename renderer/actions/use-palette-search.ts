import { useEffect, useMemo, useState } from 'react';
import { useServices } from '../services.ts';
import { createSlices } from '../units/table/slices.ts';
import { type PaletteEntry, quickEntries, recentEntries, slowEntries } from './palette-entries.ts';

interface Slow {
  readonly query: string;
  readonly entries: readonly PaletteEntry[];
}

/** What the palette offers for a query; `busy` while sites and units are still looked for. */
export function usePaletteSearch(query: string): { entries: readonly PaletteEntry[]; busy: boolean } {
  const here = useServices();
  const slices = useMemo(() => createSlices(), []);
  const [slow, setSlow] = useState<Slow>({ query: '', entries: [] });
  // biome-ignore lint/correctness/useExhaustiveDependencies: `here` is another object each time, with the same services
  useEffect(() => {
    const found: PaletteEntry[] = [];
    slices.run(slowEntries(here, query, found), {
      answer: true,
      done: () => setSlow({ query, entries: found }),
    });
    return slices.cancel;
  }, [query, slices]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  const quick = useMemo(() => {
    const recent = query.trim() === '' ? recentEntries(here) : [];
    const known = new Set(recent.map(({ key }) => key));
    return [...recent, ...quickEntries(here, query).filter(({ key }) => !known.has(key))];
  }, [query]);
  const isDone = slow.query === query;
  return { entries: isDone ? [...quick, ...slow.entries] : quick, busy: !isDone };
}
