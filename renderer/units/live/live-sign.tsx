import type { LiveState } from '../../../electron/contract/live.ts';

/** A different shape for each phase, so that the phases differ without colour. */
export function LiveSign({ phase }: { readonly phase: Exclude<LiveState['phase'], 'off'> }) {
  return (
    <svg
      className="live-sign"
      width="14"
      height="14"
      viewBox="0 0 14 14"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {shapes[phase]}
    </svg>
  );
}

const arc = <path className="live-turning" d="M7 2.5A4.5 4.5 0 1 1 2.5 7" />;

const shapes = {
  live: <circle fill="currentColor" stroke="none" cx="7" cy="7" r="4" />,
  connecting: arc,
  'catching-up': (
    <>
      <circle fill="currentColor" stroke="none" cx="7" cy="7" r="1.8" />
      {arc}
    </>
  ),
  reconnecting: <path d="M7 2 12.5 11.7h-11zM7 5.6v2.6M7 9.9v.1" />,
  paused: <path strokeWidth="2.2" d="M4.8 3.2v7.6M9.2 3.2v7.6" />,
  'not-available': <path d="M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9ZM3.9 10.1l6.2-6.2" />,
};
