import type { CreateCandidate } from './candidate.ts';

/** No table at all: what the page itself weighs. */
export const createCandidate: CreateCandidate = () => ({
  element: <p>No table</p>,
  order: 'plain',
  load: async () => undefined,
  prepare: async () => undefined,
  setQuery: () => undefined,
  count: () => 0,
  topCell: () => null,
  isFilled: () => false,
  scroller: () => null,
  header: () => null,
});
