import { exportFormats } from '../../electron/contract/names.ts';
import { isSettled } from '../desk-store.ts';
import { canExport, startExport } from '../units/export/start-export.ts';
import { type Action, type Here, hasSession, isAtUnits } from './action.ts';

function isIdle({ desk }: Here): boolean {
  const state = desk.state.get();
  return state !== null && isSettled(state);
}

function isSignedOut({ desk }: Here): boolean {
  const state = desk.state.get();
  return state?.session.phase === 'signed-out' && state.connection !== null;
}

const exportActions = exportFormats.map((format): Action => {
  return {
    id: `export-${format}`,
    title: ({ t }) => `${t('fleet.export.format')}: ${t(`fleet.export.formats.${format}`)}`,
    ...(format === 'excel' ? { keys: ['Mod+S'] } : {}),
    icon: 'save',
    possible: (here) => isAtUnits(here) && canExport(here),
    run: (here) => startExport(here, format),
  };
});

/** Connections, files, and who is signed in. */
export const fileActions: readonly Action[] = [
  {
    id: 'open-connection',
    title: ({ t }) => t('connection.open'),
    icon: 'folder',
    possible: isIdle,
    run: ({ desktop }) => desktop.call('openConnectionFile'),
  },
  ...exportActions,
  {
    id: 'report',
    title: ({ t }) => t('report.open'),
    icon: 'chart',
    possible: isAtUnits,
    run: ({ lookup }) => lookup.set('report'),
  },
  {
    id: 'sign-in',
    title: ({ t }) => t('signIn.button'),
    icon: 'people',
    possible: isSignedOut,
    run: ({ desktop }) => desktop.call('signIn'),
  },
  {
    id: 'copy-token',
    title: ({ t }) => t('clipboard.copy.token'),
    icon: 'clipboard',
    possible: hasSession,
    // The token's value never enters the page.
    run: ({ desktop }) => desktop.call('copyToken', { as: 'token' }),
  },
  {
    id: 'add-account',
    title: ({ t }) => t('account.add'),
    icon: 'person-add',
    possible: hasSession,
    run: ({ desktop }) => desktop.call('addAccount'),
  },
  {
    id: 'edit-profile',
    title: ({ t }) => t('account.editProfile'),
    icon: 'edit',
    possible: (here) => hasSession(here) && here.desk.state.get()?.session.profileEdit === 'offered',
    run: ({ desktop }) => desktop.call('editProfile'),
  },
  {
    id: 'paste-token',
    title: ({ t }) => t('pasted.open'),
    icon: 'key',
    possible: (here) => isIdle(here) && here.desk.state.get()?.connection !== null,
    run: ({ pasting }) => pasting.set(''),
  },
  {
    id: 'sign-out',
    title: ({ t }) => t('account.signOut'),
    icon: 'sign-out',
    possible: hasSession,
    run: ({ desktop }) => desktop.call('signOut'),
  },
];
