import type { ListState } from '../../../../renderer/units/loading/units-list.ts';

/** A list of two units, which is whole. */
export const wholeList: ListState = {
  phase: 'ready',
  received: 2,
  total: null,
  awaited: null,
  fetchedAt: 500,
  begunAt: 400,
  withoutId: 0,
  sameId: 0,
  shortfall: null,
  failure: null,
  incomplete: false,
};
