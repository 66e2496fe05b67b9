import { type BrowserWindow, dialog } from 'electron';
import type { Question } from '../core/desk/desk-ports.ts';

/** Asks in a dialog of the system, which the page neither sees nor answers. Enter, Escape and closing it mean no. */
export async function askInWindow(
  window: BrowserWindow,
  { message, detail, yes, no }: Question,
): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    title: 'MAX Desk',
    message,
    detail,
    buttons: [yes, no],
    defaultId: 1,
    cancelId: 1,
    // Windows would make links of the buttons, and a link has no default.
    noLink: true,
  });
  return response === 0;
}
