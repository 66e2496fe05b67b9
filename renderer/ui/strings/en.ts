import { actionsEn } from './actions-en.ts';
import { connectionEn, connectionsEn, keyEn } from './connections-en.ts';
import { diagnosticsEn } from './diagnostics-en.ts';
import { diskEn } from './disk-en.ts';
import { errorsEn } from './errors-en.ts';
import { fleetEn } from './fleet-en.ts';
import { gridEn } from './grid-en.ts';
import { groupsEn, notesEn } from './groups-en.ts';
import { historyEn } from './history-en.ts';
import { incidentsEn } from './incidents-en.ts';
import { layoutEn } from './layout-en.ts';
import { lengthEn } from './length-en.ts';
import { managedEn } from './managed-en.ts';
import { outagesEn } from './outages-en.ts';
import { programsEn } from './programs-en.ts';
import { proxyEn } from './proxy-en.ts';
import { refusalsEn } from './refusals-en.ts';
import { reportEn } from './report-en.ts';
import { requestEn } from './request-en.ts';
import { resourcesEn } from './resources-en.ts';
import { scopeEn } from './scope-en.ts';
import { setupEn } from './setup-en.ts';
import { accountEn, pastedEn, signInEn, signInPagesEn, waitingEn } from './sign-in-en.ts';
import { unitsEn } from './units-en.ts';
import { wallEn } from './wall-en.ts';
import { consoleEn, doctorEn, identityEn } from './workbench-en.ts';

/** All English texts of the window. The other languages must have the same keys. */
export const en = {
  app: {
    name: 'MAX Desk',
    tagline: 'See your elevators and escalators through the MAX Customer API of TK Elevator.',
    version: 'MAX Desk {{version}}',
    loading: 'Starting MAX Desk…',
    simulated: 'Simulated data',
    simulatedMeaning: 'These people and units do not exist; nothing is sent to TK Elevator.',
  },
  action: {
    tryAgain: 'Try again',
    cancel: 'Cancel',
    close: 'Close',
    remove: 'Remove',
    save: 'Save…',
    saved: 'Saved as {{file}}',
  },
  settings: {
    title: 'Settings',
    language: 'Language',
    theme: 'Theme',
    languages: { system: 'System', en: 'English', de: 'Deutsch' },
    themes: { system: 'System', light: 'Light', dark: 'Dark' },
    seconds_one: '{{count, number}} second',
    seconds_other: '{{count, number}} seconds',
    desktop: 'Desktop',
    closeToTray: 'Closing the window keeps MAX Desk in the tray',
    noTray: 'This desktop shows no tray: closing the window ends MAX Desk.',
    noLoginItem: 'Only an installed MAX Desk can start with the system.',
  },
  connection: connectionEn,
  ...setupEn,
  ...diagnosticsEn,
  ...managedEn,
  ...programsEn,
  ...proxyEn,
  connections: connectionsEn,
  key: keyEn,
  signIn: signInEn,
  waiting: waitingEn,
  signInPages: signInPagesEn,
  account: accountEn,
  clipboard: {
    label: 'Clipboard',
    copy: {
      token: 'Copy access token',
      header: 'Copy as header',
      curl: 'Copy as cURL',
      'curl-config': 'Copy for curl --config',
    },
    what: {
      token: 'Access token copied',
      header: 'Header copied',
      curl: 'cURL command copied',
      'curl-config': 'cURL configuration copied',
    },
    timeLeft: 'Time until the clipboard is cleared',
    clearNow: 'Clear now',
    copied: {
      token: 'The access token is in the clipboard, for a short time.',
      header: 'The Authorization header is in the clipboard, for a short time.',
      curl: 'A cURL command with the access token is in the clipboard, for a short time. Put your subscription key in.',
      'curl-config':
        'A cURL configuration with the access token is in the clipboard, for a short time. Put your subscription key in.',
    },
  },
  actions: actionsEn,
  disk: diskEn,
  resources: resourcesEn,
  request: requestEn,
  short: {
    title: 'The list is incomplete',
    meaning: 'There are more units than those that arrived: {{received, number}}.',
    next: 'Load the list again. If it stays incomplete, ask TK Elevator.',
  },
  persistence: {
    badge: 'Not saved on this computer',
    meaning: 'You stay signed in only until MAX Desk is closed. Nothing is written to disk unencrypted.',
    reasons: {
      'no-keyring': {
        why: 'This system offers no password store that could protect your sign-in.',
        fix: 'Install and start a keyring, GNOME Keyring or KWallet for instance, then restart MAX Desk.',
      },
      locked: {
        why: 'The password store of your system is locked.',
        fix: 'Unlock the keychain or keyring, then sign in again.',
      },
      failed: {
        why: 'The password store of your system did not work.',
        fix: 'Restart the computer. If that does not help, ask your IT department to check the keychain or keyring.',
      },
      'disk-full': {
        why: 'The disk is full.',
        fix: 'Free some space. Your sign-in is saved the next time MAX Desk writes; until then do not close it.',
      },
      disk: {
        why: 'MAX Desk may not write to its own folder, or the disk is faulty.',
        fix: 'Check the permissions of the folder, then sign in again.',
      },
      newer: {
        why: 'What a newer version of MAX Desk has saved here is left as it is.',
        fix: 'Use the newer version to stay signed in.',
      },
    },
  },
  surroundings: {
    title: 'This computer',
    there: 'Available.',
    displays: {
      x11: 'X11.',
      wayland:
        'Wayland: the desktop chooses where the window opens, and MAX Desk comes to the front before it copies from the tray or by its shortcut.',
      xwayland:
        'X11 on a Wayland desktop: MAX Desk comes to the front before it copies from the tray or by its shortcut.',
    },
    parts: {
      display: 'Display',
      tray: 'Tray',
      notifications: 'Notifications',
      passwordStore: 'Password store',
      network: 'Network',
      bus: 'Session bus (D-Bus)',
    },
    missing: {
      tray: 'There is no tray, so closing the window ends MAX Desk; on GNOME install the extension “AppIndicator and KStatusNotifierItem Support”, elsewhere add a tray to the panel.',
      notifications:
        'No program shows notifications, so MAX Desk reports watched units in the window only; install one, dunst for instance.',
      network: 'This computer has no network; plug in its cable or turn on Wi-Fi.',
      bus: 'The session has no bus, so there is no tray and there are no notifications; install dbus-user-session and sign in to the computer again.',
    },
    silent: {
      notifications:
        'The program that shows notifications does not answer, so MAX Desk reports watched units in the window only; sign in to the computer again.',
    },
  },
  navigation: {
    label: 'Places',
    units: 'Units',
    incidents: incidentsEn.title,
    identity: 'Identity',
    console: 'Console',
    doctor: 'Diagnostics',
  },
  doctor: doctorEn,
  identity: identityEn,
  console: consoleEn,
  pasted: pastedEn,
  units: unitsEn,
  fleet: fleetEn,
  scope: scopeEn,
  grid: gridEn,
  outages: outagesEn,
  groups: groupsEn,
  notes: notesEn,
  history: historyEn,
  report: reportEn,
  incidents: incidentsEn,
  layout: layoutEn,
  length: lengthEn,
  wall: wallEn,
  failure: {
    technical: 'Technical detail',
    code: 'Code',
    message: 'Message',
    /** Used if main gives no detail. Each stands in the middle of a sentence. */
    defaults: { host: 'the service', key: 'one of its entries', proxy: 'a proxy' },
    /** In the order in which they are shown. */
    facts: {
      key: 'Key',
      text: 'Finding',
      file: 'File',
      host: 'Host',
      status: 'HTTP status',
      reference: 'Reference',
      reason: 'Reason',
      seconds: 'Seconds',
      proxy: 'Proxy',
    },
  },
  errors: errorsEn,
  refusals: refusalsEn,
} as const;

/** The same keys with any text. */
export type Widened<T> = T extends string ? string : { readonly [K in keyof T]: Widened<T[K]> };

/** All keys of the English texts, which every language must have. */
export type Strings = Widened<typeof en>;
