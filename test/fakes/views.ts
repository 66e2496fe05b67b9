import type { UnitsView } from '../../electron/contract/views.ts';

/** A view of one column in which nothing is sought, sorted or filtered. */
export const plainView: UnitsView = {
  columns: ['name'],
  widths: {},
  density: 'comfortable',
  sort: null,
  group: null,
  query: '',
  conditions: [],
  types: [],
  sites: [],
  cities: [],
  availability: [],
  watchedOnly: false,
};
