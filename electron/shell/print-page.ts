import type { WebContents } from 'electron';
import type { DesktopPorts } from '../core/desk/desk-ports.ts';
import { AppError } from '../core/errors.ts';

/** Prints the window's page into a PDF; its styles for paper decide what is on it. Throws `unexpected`. */
export function createPrintPage(contents: () => WebContents | undefined): DesktopPorts['printPage'] {
  return async () => {
    const page = contents();
    if (!page) throw new AppError('unexpected', 'There is no page to print.');
    // With backgrounds the whole sheet would have that of the window, dark in the dark theme. What the styles for paper want
    // to be kept says `print-color-adjust: exact`.
    return page.printToPDF({ pageSize: 'A4', printBackground: false }).catch((cause: unknown) => {
      throw new AppError('unexpected', 'The page could not be printed.', { cause });
    });
  };
}
