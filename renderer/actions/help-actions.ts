import type { Action } from './action.ts';

/** Help, and the state of this MAX Desk. */
export const helpActions: readonly Action[] = [
  {
    id: 'keys',
    title: ({ t }) => t('actions.names.keys'),
    keys: ['?'],
    icon: 'info',
    possible: ({ desk }) => desk.state.get() !== null,
    run: ({ lookup }) => lookup.set('keys'),
  },
  {
    id: 'check-updates',
    title: ({ t }) => t('actions.names.check-updates'),
    icon: 'refresh',
    possible: ({ desk }) => ['idle', 'failed', 'available'].includes(desk.state.get()?.updates.phase ?? ''),
    run({ desktop, settingsOpen }) {
      // What comes of it is told there.
      settingsOpen.set(true);
      return desktop.call('checkForUpdates');
    },
  },
];
