import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../electron/contract/failure.ts';
import { Facts } from './facts.tsx';
import { type FailureText, failureText, failureTone, spoken } from './failure-text.ts';
import { Icon } from './icons.tsx';
import { useAnnouncement } from './status.tsx';

interface Props {
  readonly failure: Failure;
  /** A sentence about what still works. */
  readonly note?: string;
  readonly actions?: ReactNode;
  /** Replaces the failure's own texts where they would not fit. */
  readonly instead?: Pick<FailureText, 'title' | 'meaning' | 'next'>;
  /** Overrides the tone that the failure has elsewhere. */
  readonly tone?: ReturnType<typeof failureTone>;
  /** Another component announces it. */
  readonly silent?: boolean;
}

/** A failure: what happened, what it means, what to do next, and the technical details (R37). */
export function FailureMessage({
  failure,
  note,
  actions,
  instead,
  tone = failureTone(failure),
  silent = false,
}: Props) {
  const { t } = useTranslation();
  const text = { ...failureText(failure, t), ...instead };
  const { reference } = failure.details;
  useAnnouncement(silent ? null : spoken(text));
  return (
    <MessageBar tone={tone} title={text.title} actions={actions}>
      <p>
        {text.meaning} {note}
      </p>
      <p>{text.next}</p>
      <details className="technical hint" open={tone !== 'info'}>
        {/* Visible even when collapsed: a help desk asks for the provider's reference first. */}
        <summary>
          {t('failure.technical')}
          {reference !== undefined && ` · ${reference}`}
        </summary>
        <Facts facts={text.facts.map(({ label, value }) => [label, value])} />
      </details>
    </MessageBar>
  );
}

interface BarProps {
  /** The severity. */
  readonly tone: ReturnType<typeof failureTone>;
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}

/** A message in the flow of the page. It is not announced: the window's status region does that. */
export function MessageBar({ tone, title, children, actions }: BarProps) {
  return (
    <div className="message" data-tone={tone}>
      <span className="message-icon">
        <Icon name={tone} />
      </span>
      <div className="message-body">
        <p>
          <strong>{title}</strong>
        </p>
        {children}
      </div>
      {actions !== undefined && <div className="actions message-actions">{actions}</div>}
    </div>
  );
}
