import type { ReactNode, RefObject } from 'react';
import { useRowWindow } from './use-row-window.ts';

interface Props {
  readonly count: number;
  /** The place of the row with the tab stop. */
  readonly active: number;
  /** What the rows are in. */
  readonly body: RefObject<HTMLElement | null>;
  /** A row with its key. */
  readonly rowAt: (place: number) => ReactNode;
}

/** The rows of a table of incidents that are in sight; in the place of the others there are gaps. */
export function WindowedRows({ count, active, body, rowAt }: Props) {
  const { places, height } = useRowWindow(count, active, body);
  // One flat list, so that rows stay when the window moves over them.
  const parts: ReactNode[] = [];
  let done = 0;
  for (const { from, to } of [...places, { from: count, to: count }]) {
    if (from > done) parts.push(<Gap key={`gap ${parts.length}`} height={(from - done) * height} />);
    for (let place = from; place < to; place += 1) parts.push(rowAt(place));
    done = to;
  }
  return parts;
}

function Gap({ height }: { readonly height: number }) {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it can have the focus
    <tr className="incident-gap" aria-hidden="true" style={{ height }}>
      <td colSpan={5} />
    </tr>
  );
}
