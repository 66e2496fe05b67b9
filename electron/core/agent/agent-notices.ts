import type { AgentRequest } from '../../contract/agent.ts';
import type { DeskState } from '../../contract/desk.ts';
import type { DesktopPorts, RunPorts } from '../desk/desk-ports.ts';
import { noticeText } from '../notice-text.ts';

type Language = DeskState['locale'];

export const agentNoticeTexts: Record<Language, { title: string; body: (name: string) => string }> = {
  en: {
    title: 'A program asks for access',
    body: (name) => `${name} wants to use your sign-in. Answer it in MAX Desk.`,
  },
  de: {
    title: 'Ein Programm bittet um Zugriff',
    body: (name) => `${name} möchte Ihre Anmeldung benutzen. Antworten Sie in MAX Desk.`,
  },
};

/** A program that asks again and again gets no more than these many notifications within this time, ms. */
const most = 3;
const period = 600_000;

/**
 * Tells of a program that asks while the window is not in front: by a notification, whose click leads to the question.
 * The window is never raised for it, because somebody may be typing elsewhere. The code is not in the notification:
 * others may see it.
 */
export function createAgentNotices(
  { notify, isInFront }: Pick<DesktopPorts, 'notify' | 'isInFront'>,
  clock: RunPorts['clock'],
  language: () => Language,
) {
  let shownAt: number[] = [];
  return function tellOfRequest({ name }: Pick<AgentRequest, 'name'>): void {
    const now = clock.steady();
    shownAt = shownAt.filter((at) => now - at < period);
    if (isInFront() || shownAt.length >= most) return;
    shownAt.push(now);
    const { title, body } = agentNoticeTexts[language()];
    notify({ title, body: body(noticeText(name)), action: 'answer-program' });
  };
}
