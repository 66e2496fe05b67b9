import type { ReactNode } from 'react';
import { ErrorIcon, InfoIcon, WarningIcon } from './icons.tsx';

/** The severity of a message. */
type Tone = 'info' | 'warning' | 'error';

interface Props {
  readonly tone: Tone;
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}

const icons = { info: InfoIcon, warning: WarningIcon, error: ErrorIcon };

/** A message in the flow of the page. It is not announced: the window's status region does that. */
export function MessageBar({ tone, title, children, actions }: Props) {
  const ToneIcon = icons[tone];
  return (
    <div className="message" data-tone={tone}>
      <span className="message-icon">
        <ToneIcon />
      </span>
      <div className="message-body">
        <p className="message-title">{title}</p>
        {children}
      </div>
      {actions !== undefined && <div className="message-actions">{actions}</div>}
    </div>
  );
}
