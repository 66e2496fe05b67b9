import type { CopyKind } from '../../contract/clipboard.ts';
import type { DeskState } from '../../contract/desk.ts';
import type { ErrorCode } from '../../contract/failure.ts';

type Failures = Partial<Record<ErrorCode, string>> & { other: string };

/** Texts of the tray and its notifications. The window's own texts are not available while it is hidden. */
export type TrayTexts = typeof en;

const en = {
  states: {
    expiring: 'the session expires soon',
    'signed-out': 'not signed in',
    offline: 'offline',
    trouble: 'watched units out of service',
  },
  pasted: 'pasted token',
  minutesLeft: (minutes: string) => `${minutes} min left`,
  lessThanAMinute: 'less than a minute left',
  outOfService: (count: number, written: string) =>
    `${written} watched ${count === 1 ? 'unit' : 'units'} out of service`,
  /** Stands behind the entrapments: the watched units that are out of service besides. */
  othersOutOfService: (count: number, written: string) =>
    `${written} ${count === 1 ? 'other' : 'others'} out of service`,
  entrapments: (count: number, written: string) =>
    count === 1 ? 'entrapment in a watched unit' : `entrapments in ${written} watched units`,
  copy: {
    token: 'Copy access token',
    header: 'Copy as Authorization header',
    curl: 'Copy as cURL command',
    'curl-config': 'Copy for curl --config',
  },
  clearsIn: (seconds: string) => `clipboard cleared in ${seconds} s`,
  clearClipboard: (time: string) => `Clear the clipboard now (else at ${time})`,
  accounts: 'Switch account',
  connections: 'Switch connection',
  programAsks: 'A program asks for access…',
  open: 'Open MAX Desk',
  signIn: 'Sign in',
  cancelSignIn: 'Cancel sign-in',
  signOut: 'Sign out',
  pauseLive: 'Pause live updates',
  startWithSystem: 'Start with the system',
  quit: 'Quit MAX Desk',
  copied: (what: CopyKind, seconds: string) => ({
    title: {
      token: 'Access token copied',
      header: 'Authorization header copied',
      curl: 'cURL command copied',
      'curl-config': 'cURL configuration copied',
    }[what],
    body: `The clipboard is cleared in ${seconds} s.`,
  }),
  inFront: {
    title: 'Nothing was copied yet',
    body: 'This desktop lets only the window in front copy. Choose “Copy access token” in MAX Desk, under “Accounts”.',
  },
  hidden: {
    title: 'MAX Desk is still running',
    body: 'Closing the window left it in the tray. Its menu quits it; the settings change this.',
  },
  failed: 'That did not work',
  failures: {
    'sign-in-needed': 'Please sign in again.',
    offline: 'There is no network connection.',
    'storage-locked': 'The password store of the system is locked.',
    other: 'Open MAX Desk and try it there.',
  } as Failures,
};

const de: TrayTexts = {
  states: {
    expiring: 'die Sitzung läuft bald ab',
    'signed-out': 'nicht angemeldet',
    offline: 'offline',
    trouble: 'beobachtete Anlagen außer Betrieb',
  },
  pasted: 'eingefügtes Token',
  minutesLeft: (minutes) => `noch ${minutes} min`,
  lessThanAMinute: 'noch weniger als eine Minute',
  outOfService: (count, written) =>
    `${written} beobachtete ${count === 1 ? 'Anlage' : 'Anlagen'} außer Betrieb`,
  othersOutOfService: (_count, written) => `${written} weitere außer Betrieb`,
  entrapments: (count, written) =>
    count === 1
      ? 'Personeneinschluss in einer beobachteten Anlage'
      : `Personeneinschlüsse in ${written} beobachteten Anlagen`,
  copy: {
    token: 'Access-Token kopieren',
    header: 'Als Authorization-Header kopieren',
    curl: 'Als cURL-Befehl kopieren',
    'curl-config': 'Für curl --config kopieren',
  },
  clearsIn: (seconds) => `Zwischenablage leer in ${seconds} s`,
  clearClipboard: (time) => `Zwischenablage jetzt leeren (sonst um ${time})`,
  accounts: 'Konto wechseln',
  connections: 'Verbindung wechseln',
  programAsks: 'Ein Programm bittet um Zugriff…',
  open: 'MAX Desk öffnen',
  signIn: 'Anmelden',
  cancelSignIn: 'Anmeldung abbrechen',
  signOut: 'Abmelden',
  pauseLive: 'Live-Aktualisierung anhalten',
  startWithSystem: 'Mit dem System starten',
  quit: 'MAX Desk beenden',
  copied: (what, seconds) => ({
    title: {
      token: 'Access-Token kopiert',
      header: 'Authorization-Header kopiert',
      curl: 'cURL-Befehl kopiert',
      'curl-config': 'cURL-Konfiguration kopiert',
    }[what],
    body: `Die Zwischenablage wird in ${seconds} s geleert.`,
  }),
  inFront: {
    title: 'Es wurde noch nichts kopiert',
    body: 'Auf diesem Desktop kann nur das vorderste Fenster kopieren. Wählen Sie in MAX Desk unter „Konten“ „Access-Token kopieren“.',
  },
  hidden: {
    title: 'MAX Desk läuft weiter',
    body: 'Das Fenster wurde in den Infobereich geschlossen. Das Menü dort beendet MAX Desk; die Einstellungen ändern das.',
  },
  failed: 'Das hat nicht funktioniert',
  failures: {
    'sign-in-needed': 'Bitte melden Sie sich erneut an.',
    offline: 'Es besteht keine Netzwerkverbindung.',
    'storage-locked': 'Der Passwortspeicher des Systems ist gesperrt.',
    other: 'Öffnen Sie MAX Desk und versuchen Sie es dort.',
  },
};

export const trayTexts: Record<DeskState['locale'], TrayTexts> = { en, de };
