import type { ComponentProps } from 'react';
import { closeAround } from './dialog.tsx';
import { FailureMessage } from './failure-message.tsx';
import { Icon, type IconName } from './icons.tsx';
import { opener } from './popover.tsx';
import { useAction } from './use-action.ts';

interface Props extends Omit<ComponentProps<'button'>, 'onClick'> {
  readonly onClick?: () => unknown;
  readonly kind?: 'primary' | 'secondary' | 'subtle';
  readonly icon?: IconName;
  /** Cannot be used right now. It keeps the focus, which a disabled button would lose. */
  readonly busy?: boolean;
  /** The id of the popover this button opens and closes. */
  readonly opens?: string;
  /** Closes the dialog around it after the click. */
  readonly closes?: boolean;
}

/** A button. */
export function Button({ children, onClick, kind = 'secondary', icon, busy, opens, closes, ...rest }: Props) {
  const { className = '' } = rest;
  return (
    <button
      type="button"
      {...rest}
      className={`button ${kind} ${className}`}
      aria-disabled={busy || undefined}
      {...(opens !== undefined && opener(opens))}
      onClick={(event) => {
        if (busy) return event.preventDefault();
        onClick?.();
        if (closes) closeAround(event.currentTarget);
      }}
    >
      {icon && <Icon name={icon} />}
      {children !== undefined && <span className="button-text">{children}</span>}
    </button>
  );
}

interface ActionProps extends Omit<Props, 'onClick' | 'type' | 'closes'> {
  readonly action: () => Promise<unknown>;
}

/** A button that cannot be used while its action runs; a failure is shown after it. */
export function ActionButton({ action, busy, ...props }: ActionProps) {
  const { run, pending, failure } = useAction(action);
  return (
    <>
      <Button {...props} busy={busy || pending} onClick={run} />
      {failure !== null && <FailureMessage failure={failure} />}
    </>
  );
}

interface IconProps extends Pick<Props, 'icon' | 'onClick' | 'busy' | 'type'> {
  /** What the button does: its name, and its tooltip. */
  readonly label: string;
}

/** A small button with an icon only. */
export function IconButton({ label, ...rest }: IconProps) {
  return <Button kind="subtle" className="icon-button" aria-label={label} title={label} {...rest} />;
}
