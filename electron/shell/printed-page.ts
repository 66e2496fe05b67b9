import type { WebContents } from 'electron';
import { AppError } from '../core/errors.ts';

/** Margins of the sheet, inches. */
const margin = 0.5;

/**
 * The window's page as it is styled for print, as a PDF on A4. No printer is needed, and the page goes on meanwhile: its own
 * `print()` would stand still while the system asks, and pass for a page that hangs. Throws `unexpected` without a page.
 */
export async function printedPage(contents: WebContents | undefined): Promise<Uint8Array> {
  if (contents === undefined) throw new AppError('unexpected', 'There is no page to print.');
  return contents.printToPDF({
    pageSize: 'A4',
    printBackground: false,
    margins: { top: margin, bottom: margin, left: margin, right: margin },
  });
}
