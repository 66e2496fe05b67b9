import type { ConnectionColor } from '../../electron/contract/connections.ts';

/** Contrast of at least 3:1 on every background used. */
const colors: Readonly<Record<ConnectionColor, string>> = {
  blue: 'light-dark(#0f6cbd, #479ef5)',
  teal: 'light-dark(#00757b, #30c6cc)',
  green: 'light-dark(#107c10, #54b054)',
  gold: 'light-dark(#937700, #e3bf2e)',
  orange: 'light-dark(#bc4b09, #f98845)',
  red: 'light-dark(#c50f1f, #f1707b)',
  purple: 'light-dark(#7a2fa8, #c48be6)',
  grey: 'light-dark(#67676e, #a6a6ad)',
};

/** The colour of a connection. Decorative only: the name stands beside it. */
export function ConnectionDot({ color }: { readonly color: ConnectionColor }) {
  const style = { background: colors[color] };
  return <span className="connection-dot" data-color={color} style={style} aria-hidden="true" />;
}
