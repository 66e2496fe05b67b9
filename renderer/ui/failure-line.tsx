import { type ReactNode, useState } from 'react';
import type { Failure } from '../../electron/contract/failure.ts';
import { useServices } from '../services.ts';
import { IconButton } from './button.tsx';
import { FailureDetails } from './failure-details.tsx';
import { failureText, failureTone } from './failure-text.ts';
import { NoticeLine } from './notice-line.tsx';

interface Props {
  readonly failure: Failure;
  readonly note?: string | undefined;
  readonly asOf?: number | null;
  readonly retryAt?: number | null;
  readonly actions?: ReactNode;
  /** What the user has to do, in the details, which are open at first. */
  readonly remedy?: ReactNode;
  /** Nothing else takes it away: the user closes it. */
  readonly dismissible?: boolean;
}

/** A failure in one line; "Details" shows what it means, what to do next, and what a help desk asks for (R37). */
export function FailureLine({ failure, remedy, dismissible = false, ...rest }: Props) {
  const { t } = useServices();
  const [seen, setSeen] = useState(false);
  const text = failureText(failure, t);
  if (seen) return null;
  return (
    <NoticeLine
      {...rest}
      alert
      tone={failureTone(failure)}
      title={text.title}
      opened={remedy !== undefined}
      details={
        <>
          <FailureDetails text={text} />
          {remedy}
        </>
      }
      closeButton={
        dismissible && <IconButton label={t('action.close')} icon="close" onClick={() => setSeen(true)} />
      }
    />
  );
}
