import { app, dialog } from 'electron';
import { traceOf } from '../core/diagnostics/trace.ts';
import { type AppError, toAppError } from '../core/errors.ts';
import { localeFor } from '../core/settings/settings.ts';
import type { ShellLog } from './log.ts';

/**
 * Shows an error after a failed start, which has no window to show it in, and ends the app with exit status 1.
 * @param folder the log's folder
 */
export async function endFailedStart(error: unknown, log: ShellLog, folder: string): Promise<void> {
  const fault = toAppError(error);
  log.error('the start failed', { ...traceOf(error), ...fault.details });
  await app.whenReady();
  log.open(folder);
  // Not an error box, which would block this process, even for a signal.
  await dialog.showMessageBox({ type: 'error', title: 'MAX Desk', ...textOf(fault) });
  app.exit(1);
}

function textOf({ code, message, hint, details }: AppError): { message: string; detail: string } {
  const texts = allTexts[localeFor({ language: 'system' }, app.getPreferredSystemLanguages())];
  const { file, text: reason } = details;
  if (code !== 'storage' || !file || !reason) return { message: texts.failed, detail: `${message}\n${hint}` };
  return { message: texts.failed, detail: `${texts.storage(file, reason)}\n${texts.next}` };
}

const allTexts = {
  en: {
    failed: 'MAX Desk cannot start',
    storage: (file: string, reason: string) => `${file} cannot be used (${reason}).`,
    next: 'Check that you may write there and that the disk is not full, then start MAX Desk again.',
  },
  de: {
    failed: 'MAX Desk kann nicht starten',
    storage: (file: string, reason: string) => `${file} ist nicht verwendbar (${reason}).`,
    next: 'Prüfen Sie, ob Sie dort schreiben dürfen und ob auf dem Datenträger Platz ist. Starten Sie MAX Desk dann erneut.',
  },
};
