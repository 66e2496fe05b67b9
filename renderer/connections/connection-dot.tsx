import type { ConnectionColor } from '../../electron/contract/connections.ts';

/** The colour of a connection. Decorative only: the name stands beside it. */
export function ConnectionDot({ color }: { readonly color: ConnectionColor }) {
  return <span className="connection-dot" data-color={color} aria-hidden="true" />;
}
