import { isTimeout } from '../abortable.ts';
import { AppError } from '../errors.ts';
import { networkFault } from '../http/faults.ts';

const networkReason = /net::|^(ECONN|ETIMEDOUT|EHOST|ENET|ENOTFOUND|EAI_)/;

/** Maps a failure of the updater. Its own message is not shown: URLs may contain anything (R29). */
export function updateFault(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const { code, message = '' }: Partial<NodeJS.ErrnoException> = error instanceof Error ? error : {};
  const named = typeof code === 'string' ? code : '';
  if (isTimeout(error) || networkReason.test(named) || networkReason.test(message)) {
    const fault = networkFault(error, 'the update server');
    const { reason = '' } = fault.details;
    return new AppError(fault.code, fault.message, { cause: error, details: { reason } });
  }
  const reason = named || 'unknown';
  return new AppError('update-failed', `The update failed (${reason}).`, {
    cause: error,
    details: { reason },
  });
}
