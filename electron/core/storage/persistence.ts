import type { Persistence } from '../../contract/desk.ts';
import { AppError } from '../errors.ts';
import { type Log, VaultError } from '../ports.ts';

/** Why secrets stay in memory. */
export type MemoryReason = Exclude<Extract<Persistence, { kind: 'memory' }>['reason'], 'simulated'>;

/** Whether the vault or the disk failed, so that the user looks in the right place. */
export function memoryReason(error: unknown): MemoryReason {
  if (error instanceof VaultError) return error.fault === 'damaged' ? 'failed' : error.fault;
  const code = error instanceof AppError && error.code === 'storage' ? error.details['text'] : undefined;
  if (code === undefined) return 'failed';
  return code === 'ENOSPC' || code === 'EDQUOT' ? 'disk-full' : 'disk';
}

/** Where secrets are: on the disk, or only in memory, and why. @param onChange called after `state()` has changed */
export function createPersistence(log: Log, onChange: () => void) {
  let state: Persistence = { kind: 'encrypted' };
  return {
    state: () => state,
    memoryOnly(reason: MemoryReason): void {
      if (state.kind === 'memory' && state.reason === reason) return;
      state = { kind: 'memory', reason };
      log.warn('secrets stay in memory', { reason });
      onChange();
    },
    onDisk(): void {
      if (state.kind === 'encrypted') return;
      state = { kind: 'encrypted' };
      onChange();
    },
  };
}
