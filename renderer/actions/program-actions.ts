import { goToPrograms } from '../agent/programs-section.tsx';
import type { Action } from './action.ts';

/** Programs that use the sign-in of the window. A notification names the first action: core/agent/agent-notices.ts. */
export const programActions: readonly Action[] = [
  {
    id: 'answer-program',
    title: ({ t }) => t('programs.answerProgram'),
    icon: 'key',
    possible: ({ desk }) => desk.state.get()?.agent.request != null,
    run: ({ programRequests }) => programRequests.open(),
  },
  {
    id: 'programs',
    title: ({ t }) => t('programs.open'),
    icon: 'key',
    possible: ({ desk }) => desk.state.get() !== null,
    run({ settingsOpen }) {
      settingsOpen.set(true);
      // Once the settings are on the screen.
      requestAnimationFrame(goToPrograms);
    },
  },
];
