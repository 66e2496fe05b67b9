import type { ReactNode } from 'react';

interface Props {
  readonly children: ReactNode;
  readonly onClick?: () => unknown;
  readonly kind?: 'primary' | 'secondary' | 'subtle';
  readonly icon?: ReactNode;
  /** Cannot be used right now. It keeps the focus, which a disabled button would lose. */
  readonly busy?: boolean;
  readonly type?: 'button' | 'submit';
  /** The id of the popover this button opens and closes. */
  readonly opens?: string;
}

/** A button. */
export function Button({ children, onClick, kind = 'secondary', icon, busy = false, type, opens }: Props) {
  return (
    <button
      type={type ?? 'button'}
      className={`button ${kind}`}
      aria-disabled={busy || undefined}
      popoverTarget={opens}
      onClick={(event) => {
        if (!busy) onClick?.();
        else event.preventDefault();
      }}
    >
      {icon}
      <span className="button-text">{children}</span>
    </button>
  );
}
