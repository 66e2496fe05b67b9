import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components';

interface Props {
  readonly children: ReactNode;
  readonly onClick?: () => unknown;
  readonly kind?: 'primary' | 'secondary' | 'subtle';
  readonly icon?: ReactNode;
  readonly busy?: boolean;
  readonly type?: 'button' | 'submit';
  readonly opens?: string;
}

/** In the place of `renderer/ui/button.tsx`. */
export function Button({ children, onClick, kind = 'secondary', icon, busy = false, type }: Props) {
  return (
    <AriaButton
      type={type ?? 'button'}
      className={`button ${kind}`}
      isPending={busy}
      onPress={() => void onClick?.()}
    >
      {icon}
      <span className="button-text">{children}</span>
    </AriaButton>
  );
}
