import type { HandlersOf } from '../../contract/calls.ts';
import { curlOf } from '../console/console.ts';
import type { Saving } from '../export/saving.ts';
import type { Clipboard } from '../ports.ts';
import type { Workplace } from '../workplace.ts';

export interface ConsoleCallsParts {
  /** Throws `configuration` if there is no connection. */
  current: () => Workplace;
  clipboard: Clipboard;
  saving: Pick<Saving, 'save'>;
}

/** The calls of the API console. */
export function createConsoleCalls({ current, clipboard, saving }: ConsoleCallsParts): HandlersOf<'console'> {
  return {
    sendRequest: (input) => current().console.send(input),
    cancelRequest: ({ run }) => current().console.cancel(run),
    consoleBody: (input) => current().console.body(input),
    saveConsoleBody: ({ run }) => current().console.save(run, saving),
    copyConsoleBody: async ({ run }) => clipboard.write(current().console.text(run)),
    copyRequest: (request) => clipboard.write(curlOf(current().connection, request)),
    consoleKept: () => current().console.kept(),
    clearConsoleHistory: () => current().console.clearHistory(),
    keepFavourites: ({ favourites }) => current().console.keepFavourites(favourites),
  };
}
