import path from 'node:path';
import { openAuditFile } from '../core/gateway/audit-file.ts';
import { type AuditLog, createAuditLog } from '../core/gateway/audit-log.ts';
import type { Context } from './context.ts';
import { hasTerminal } from './signals.ts';

/**
 * The audit log in a file, else on standard output. SIGHUP has the file opened anew, after something else has moved it away;
 * where there is a terminal it ends the command all the same. Calls go on without a reader of standard output. Throws `storage` for a file that cannot be used.
 */
export function openAudit({ output, signals, tell }: Context, file: string | undefined): AuditLog {
  if (file === undefined) return createAuditLog((lines) => output.write(lines, undefined, 'throws'), tell);
  const { write, reopen } = openAuditFile(path.resolve(file));
  if (!hasTerminal()) signals.take('SIGHUP', reopen);
  return createAuditLog(write, tell);
}
