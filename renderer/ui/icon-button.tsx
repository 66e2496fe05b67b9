import type { ReactNode } from 'react';

interface Props {
  /** What the button does: its name, and its tooltip. */
  readonly label: string;
  readonly icon: ReactNode;
  readonly onClick: () => unknown;
  /** Cannot be used right now. It keeps the focus, which a disabled button would lose. */
  readonly off?: boolean;
}

/** A small button with an icon only. */
export function IconButton({ label, icon, onClick, off = false }: Props) {
  return (
    <button
      type="button"
      className="button subtle icon-button"
      aria-label={label}
      aria-disabled={off || undefined}
      title={label}
      onClick={() => !off && onClick()}
    >
      {icon}
    </button>
  );
}
