import type { DeskState } from '../../contract/desk.ts';
import type { DesktopPorts } from '../desk/desk-ports.ts';
import type { Notice } from '../ports.ts';

type Language = DeskState['locale'];

/** Without name and code: the name is what the program says, and others may see a notification. */
export const agentNoticeTexts: Record<Language, Notice> = {
  en: {
    title: 'A program asks for access',
    body: 'A program on this computer wants to use your sign-in. Allow or refuse it in MAX Desk.',
  },
  de: {
    title: 'Ein Programm bittet um Zugriff',
    body: 'Ein Programm auf diesem Computer möchte Ihre Anmeldung benutzen. Erlauben Sie es in MAX Desk, oder lehnen Sie ab.',
  },
};

/**
 * Tells of a program that asks while the window is not in front, by a notification whose click leads to the question. The
 * window is never raised for it, because somebody may be typing elsewhere.
 */
export function createAgentNotices(
  { notify, isInFront }: Pick<DesktopPorts, 'notify' | 'isInFront'>,
  language: () => Language,
) {
  return function tellOfRequest(): void {
    if (!isInFront()) notify({ ...agentNoticeTexts[language()], action: 'answer-program' });
  };
}
