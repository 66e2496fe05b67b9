import type { WebContents } from 'electron';
import type { DesktopPorts } from '../core/desk/desk-ports.ts';
import { AppError } from '../core/errors.ts';

/** Prints the window's page into a PDF; its styles for paper decide what is on it. Throws `unexpected`. */
export function createPrintPage(contents: () => WebContents | undefined): DesktopPorts['printPage'] {
  return async () => {
    const page = contents();
    if (!page) throw new AppError('unexpected', 'There is no page to print.');
    return page.printToPDF({ pageSize: 'A4', printBackground: true }).catch((cause: unknown) => {
      throw new AppError('unexpected', 'The page could not be printed.', { cause });
    });
  };
}
