import type { ReactNode } from 'react';
import type { Failure } from '../../../electron/contract/failure.ts';
import { failureTone } from '../../ui/failure-text.ts';

/** A failure of the units screen. */
export interface FailureNotice {
  readonly key: string;
  readonly failure: Failure;
  readonly note?: string;
  /** How old the rows that stay are, ms since 1970. */
  readonly asOf?: number | null;
  /** When the app tries again by itself, ms since 1970; null if it does not. */
  readonly retryAt?: number | null;
  readonly actions?: ReactNode;
  readonly remedy?: ReactNode;
}

/** Something about the list that is no failure. */
export interface ListNotice {
  readonly key: string;
  readonly tone: 'warning';
  readonly title: string;
  readonly note: string;
  readonly actions: ReactNode;
}

export type UnitsNotice = FailureNotice | ListNotice;

const severities = ['error', 'warning', 'info'];

/** The most severe first, the others in their order: only the first is shown in full. */
export function bySeverity(notices: readonly UnitsNotice[]): UnitsNotice[] {
  const severity = (notice: UnitsNotice) =>
    severities.indexOf('failure' in notice ? failureTone(notice.failure) : notice.tone);
  return notices.toSorted((a, b) => severity(a) - severity(b));
}
