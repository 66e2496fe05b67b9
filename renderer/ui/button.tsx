import type { ReactNode } from 'react';
import { FailureMessage } from './failure-message.tsx';
import { useAction } from './use-action.ts';

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
  /** Closes the dialog around it after the click. */
  readonly closes?: boolean;
}

/** A button. */
export function Button({ children, onClick, kind = 'secondary', icon, busy = false, ...rest }: Props) {
  const { type = 'button', opens, closes = false } = rest;
  return (
    <button
      type={type}
      className={`button ${kind}`}
      aria-disabled={busy || undefined}
      popoverTarget={opens}
      onClick={(event) => {
        if (busy) return event.preventDefault();
        onClick?.();
        if (closes) event.currentTarget.closest('dialog')?.close();
      }}
    >
      {icon}
      <span className="button-text">{children}</span>
    </button>
  );
}

interface ActionProps extends Omit<Props, 'onClick' | 'busy' | 'type' | 'closes'> {
  readonly action: () => Promise<unknown>;
}

/** A button that cannot be used while its action runs; a failure is shown after it. */
export function ActionButton({ action, ...props }: ActionProps) {
  const { run, pending, failure } = useAction(action);
  return (
    <>
      <Button {...props} busy={pending} onClick={run} />
      {failure !== null && <FailureMessage failure={failure} />}
    </>
  );
}

interface IconProps {
  /** What the button does: its name, and its tooltip. */
  readonly label: string;
  readonly icon: ReactNode;
  readonly onClick: () => unknown;
  /** Cannot be used right now. It keeps the focus, which a disabled button would lose. */
  readonly off?: boolean;
}

/** A small button with an icon only. */
export function IconButton({ label, icon, onClick, off = false }: IconProps) {
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
