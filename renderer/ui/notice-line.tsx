import { type ReactNode, useId, useState } from 'react';
import { useServices } from '../services.ts';
import { Button } from './button.tsx';
import type { failureTone } from './failure-text.ts';
import { Icon } from './icons.tsx';
import { useTimeLeft, useTimes } from './use-now.ts';

interface Props {
  /** The severity. */
  readonly tone: ReturnType<typeof failureTone>;
  readonly title: string;
  /** What still works, or what it means; cut off where there is no room. */
  readonly note?: string | undefined;
  /** How old what is shown meanwhile is, ms since 1970. */
  readonly asOf?: number | null | undefined;
  /** When it is tried again without the user, ms since 1970; null if it is not. */
  readonly retryAt?: number | null | undefined;
  readonly actions?: ReactNode;
  /** Comes last. */
  readonly closeButton?: ReactNode;
  /** Opened by "Details". */
  readonly details?: ReactNode;
  /** The details have what the user has to do, and are open at first. */
  readonly opened?: boolean;
  /** Screen readers are told at once, and once: the countdown is not part of it. */
  readonly alert?: boolean;
}

/** A message in one line, with its details below on request. */
export function NoticeLine({ tone, title, note, asOf = null, retryAt = null, ...rest }: Props) {
  const { t } = useServices();
  const { actions, closeButton, details, opened = false, alert = false } = rest;
  const id = useId();
  const [open, setOpen] = useState(opened);
  return (
    <div className="notice" data-tone={tone}>
      <div className="notice-line">
        <Icon name={tone} />
        <p
          className="notice-text cut"
          role={alert ? 'alert' : undefined}
          title={note === undefined ? title : `${title}. ${note}`}
        >
          <strong id={`${id}-title`}>{title}</strong>
          {note !== undefined && <span className="notice-note">{note}</span>}
        </p>
        {asOf !== null && <AsOf at={asOf} />}
        {retryAt !== null && <Countdown retryAt={retryAt} />}
        {actions}
        {details !== undefined && (
          <Button
            kind="subtle"
            aria-expanded={open}
            aria-controls={open ? id : undefined}
            aria-label={t('layout.errorBar.detailsOf')}
            aria-describedby={`${id}-title`}
            onClick={() => setOpen(!open)}
          >
            {t('layout.errorBar.details')}
          </Button>
        )}
        {closeButton}
      </div>
      {open && details !== undefined && (
        <div id={id} className="notice-details">
          {details}
        </div>
      )}
    </div>
  );
}

function AsOf({ at }: { readonly at: number }) {
  const { t } = useServices();
  const times = useTimes();
  return (
    <span className="notice-age" title={times.dateTime(at)}>
      {t('layout.errorBar.asOf', { time: times.clock(at, Date.now()) })}
    </span>
  );
}

/** Renders every second; the rest of the line need not. */
function Countdown({ retryAt }: { readonly retryAt: number }) {
  const { t } = useServices();
  const seconds = Math.ceil(useTimeLeft(retryAt, 1_000) / 1_000);
  return (
    <span role="timer" className="figures notice-countdown">
      {seconds > 0 ? t('layout.errorBar.retryIn', { seconds }) : t('layout.errorBar.retrying')}
    </span>
  );
}
