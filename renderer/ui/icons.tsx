const star = 'm8 1.9 1.9 3.9 4.3.6-3.1 3 .7 4.2L8 11.6l-3.8 2 .7-4.2-3.1-3 4.3-.6z';

/** The lines of each icon, on 16 × 16 px. */
const lines = {
  clipboard: 'M5.5 3H4a1 1 0 0 0-1 1v9.5a1 1 0 0 0 1 1h8a1 1 0 0 0 1-1V4a1 1 0 0 0-1-1h-1.5M5.5 1.5h5v3h-5Z',
  search: 'M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10Zm3.6-1.4L14 14',
  units: 'M2.5 14V2.5h11V14m-12 0h13M6 14V7h4v7M8 7v7M5.5 4.7h1m3 0h1',
  incidents: 'M8 2.5a3.8 3.8 0 0 0-3.8 3.8v2.9L2.8 11.5h10.4l-1.4-2.3V6.3A3.8 3.8 0 0 0 8 2.5ZM6.6 13.5h2.8',
  identity:
    'M1.5 3.5h13v9h-13zM5.2 8.2a1.4 1.4 0 1 0 0-2.8 1.4 1.4 0 0 0 0 2.8Zm-2.2 2.4c.3-1.1 1.1-1.6 2.2-1.6s1.9.5 2.2 1.6M9.5 6.5h3m-3 3h3',
  console: 'M1.5 2.5h13v11h-13zM4 6l2.2 2L4 10m4 .5h4',
  history: 'M2.6 8a5.4 5.4 0 1 0 1.7-3.9M2.5 2v3h3M8 5v3.3l2.2 1.4',
  save: 'M8 2v7.5m-3-3 3 3 3-3M2.5 11v2.5h11V11',
  add: 'M8 3v10M3 8h10',
  key: 'M5 13.5a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6Zm2-4.8 6.2-6.2m-2.4 2.4 1.7 1.7M9 6.7l1.2 1.2',
  doctor: 'M1.5 8.5h3l2-5 3 9.5 2-4.5h3',
  skipped: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM5.5 8h5',
  refresh: 'M13.4 8a5.4 5.4 0 1 1-1.7-3.9M13.5 2v3h-3',
  settings:
    'M2 4h6m4 0h2M2 8h1m4 0h7M2 12h7m4 0h1M10 5.7a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4ZM5 9.7a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4ZM11 13.7a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4Z',
  'sign-out': 'M6.5 13.5h-3a1 1 0 0 1-1-1v-9a1 1 0 0 1 1-1h3M10.5 11l3-3-3-3m3 3H6.5',
  people:
    'M6 7.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Zm-4.5 6c0-2.5 1.8-4 4.5-4s4.5 1.5 4.5 4M10.5 3a2.3 2.3 0 0 1 0 4.3m2 2.7c1.3.6 2 1.8 2 3.5',
  'person-add':
    'M6.5 7.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Zm-4.5 6c0-2.5 1.8-4 4.5-4 1 0 1.9.2 2.6.6M12 9.5v4m-2-2h4',
  copy: 'M5.5 5.5v-3h8v8h-3m-8-5h8v8h-8z',
  open: 'M7 3H3v10h10V9M9.5 2.5h4v4m0-4L8 8',
  folder: 'M2 4.2a1 1 0 0 1 1-1h3l1.6 1.6H13a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1z',
  chevron: 'm4 6.2 4 4 4-4',
  remove: 'M2.5 4.2h11M6 4.2V2.5h4v1.7m-6 0 .6 9.3h6.8l.6-9.3M6.8 7v4m2.4-4v4',
  explore: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12Zm2.6-8.6-1.5 3.7-3.7 1.5 1.5-3.7z',
  check: 'm3 8.5 3.2 3.2L13 4.8',
  info: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM8 7.4V11M8 5.1v.1',
  warning: 'M8 2.3 14.2 13H1.8zM8 6.5v3M8 11.2v.1',
  error: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM6 6l4 4m0-4-4 4',
  chart: 'M2.5 13.5h11M4 11V7.5M8 11V3M12 11V6',
  pane: 'M2.5 3h11v10h-11zM9.5 3v10',
  columns: 'M2.5 3h11v10h-11zM6.2 3v10m3.6-10v10',
  groups: 'M2 3.5h3m2 0h7M4.5 8H7m2 0h5M4.5 12.5H7m2 0h5',
  tag: 'M2.5 2.5h5l6 6-5 5-6-6zM5.3 5.2v.1',
  views: 'M4 2.5h8v11l-4-3-4 3z',
  edit: 'm3 13 .8-3 7-7 2.2 2.2-7 7zM9.6 4.2l2.2 2.2',
  close: 'm4 4 8 8m0-8-8 8',
  menu: 'M2.5 4.5h11m-11 3.5h11m-11 3.5h11',
  more: 'M3.3 7.45a.55.55 0 1 0 0 1.1.55.55 0 0 0 0-1.1Zm4.7 0a.55.55 0 1 0 0 1.1.55.55 0 0 0 0-1.1Zm4.7 0a.55.55 0 1 0 0 1.1.55.55 0 0 0 0-1.1Z',
  ascending: 'M8 12.5v-9m-3 3 3-3 3 3',
  descending: 'M8 3.5v9m-3-3 3 3 3-3',
  left: 'M13 8H3.5M7 4.5 3.5 8 7 11.5',
  right: 'M3 8h9.5m-3.5-3.5L12.5 8 9 11.5',
  'zoom-in': 'M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10Zm3.6-1.4L14 14M5 7h4M7 5v4',
  'zoom-out': 'M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10Zm3.6-1.4L14 14M5 7h4',
  undo: 'M5.5 3 2.5 6l3 3M2.5 6h7a3.7 3.7 0 0 1 0 7.4H6',
  wrench:
    'M13.4 5.2 11.3 7.3 9 7 8.7 4.7l2.1-2.1a3.4 3.4 0 0 0-4.4 4.4L2.4 11a1.85 1.85 0 0 0 2.6 2.6l4-4a3.4 3.4 0 0 0 4.4-4.4Z',
  screen: 'M1.5 3h13v8.5h-13zM5.5 14h5M8 11.5V14',
  lock: 'M3.5 7.5h9v6h-9zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5M8 10v1.5',
  star,
  'filled-star': star,
};
/** The shapes of these are filled. */
const filled: readonly IconName[] = ['more', 'filled-star'];

export type IconName = keyof typeof lines;

/** A decorative icon of 16 px, made of lines; the text beside it has the meaning. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className="icon" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path
        d={lines[name]}
        fill={filled.includes(name) ? 'currentColor' : 'none'}
        stroke="currentColor"
        strokeWidth="1.3"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

/** The product's logo: a shaft with an arrow up and an arrow down. */
export function ProductMark({ size = 20 }: { readonly size?: number }) {
  return (
    <svg
      className="product-mark"
      width={size}
      height={size}
      viewBox="0 0 20 20"
      aria-hidden="true"
      focusable="false"
    >
      <rect className="product-mark-ground" x="1" y="1" width="18" height="18" rx="4.5" />
      <path className="product-mark-sign" d="M6.3 8.6 10 4.9l3.7 3.7M6.3 11.4 10 15.1l3.7-3.7" />
    </svg>
  );
}
