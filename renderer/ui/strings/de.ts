import { actionsDe } from './actions-de.ts';
import { connectionDe, connectionsDe, keyDe } from './connections-de.ts';
import { diagnosticsDe } from './diagnostics-de.ts';
import { diskDe } from './disk-de.ts';
import type { Strings } from './en.ts';
import { errorsDe } from './errors-de.ts';
import { fleetDe } from './fleet-de.ts';
import { gridDe } from './grid-de.ts';
import { groupsDe, notesDe } from './groups-de.ts';
import { historyDe } from './history-de.ts';
import { incidentsDe } from './incidents-de.ts';
import { layoutDe } from './layout-de.ts';
import { lengthDe } from './length-de.ts';
import { managedDe } from './managed-de.ts';
import { outagesDe } from './outages-de.ts';
import { programsDe } from './programs-de.ts';
import { proxyDe } from './proxy-de.ts';
import { refusalsDe } from './refusals-de.ts';
import { reportDe } from './report-de.ts';
import { requestDe } from './request-de.ts';
import { resourcesDe } from './resources-de.ts';
import { scopeDe } from './scope-de.ts';
import { setupDe } from './setup-de.ts';
import { accountDe, pastedDe, signInDe, signInPagesDe, waitingDe } from './sign-in-de.ts';
import { unitsDe } from './units-de.ts';
import { wallDe } from './wall-de.ts';
import { consoleDe, doctorDe, identityDe } from './workbench-de.ts';

/** All German texts of the window; a missing or extra key does not compile. */
export const de = {
  app: {
    name: 'MAX Desk',
    tagline: 'Ihre Aufzüge und Fahrtreppen im Blick, über die MAX Customer API von TK Elevator.',
    version: 'MAX Desk {{version}}',
    loading: 'MAX Desk wird gestartet…',
    simulated: 'Simulierte Daten',
    simulatedMeaning: 'Diese Personen und Anlagen gibt es nicht; an TK Elevator wird nichts gesendet.',
  },
  action: {
    tryAgain: 'Erneut versuchen',
    cancel: 'Abbrechen',
    close: 'Schließen',
    remove: 'Entfernen',
    save: 'Speichern…',
    saved: 'Gespeichert als {{file}}',
  },
  settings: {
    title: 'Einstellungen',
    language: 'Sprache',
    theme: 'Design',
    languages: { system: 'System', en: 'English', de: 'Deutsch' },
    themes: { system: 'System', light: 'Hell', dark: 'Dunkel' },
    seconds_one: '{{count, number}} Sekunde',
    seconds_other: '{{count, number}} Sekunden',
    desktop: 'Desktop',
    closeToTray: 'Beim Schließen des Fensters im Infobereich weiterlaufen',
    noTray: 'Dieser Desktop zeigt keinen Infobereich: Das Schließen des Fensters beendet MAX Desk.',
    noLoginItem: 'Nur ein installiertes MAX Desk kann mit dem System starten.',
  },
  connection: connectionDe,
  ...setupDe,
  ...diagnosticsDe,
  ...managedDe,
  ...programsDe,
  ...proxyDe,
  connections: connectionsDe,
  key: keyDe,
  signIn: signInDe,
  waiting: waitingDe,
  signInPages: signInPagesDe,
  account: accountDe,
  clipboard: {
    label: 'Zwischenablage',
    copy: {
      token: 'Access-Token kopieren',
      header: 'Als Header kopieren',
      curl: 'Als cURL kopieren',
      'curl-config': 'Für curl --config kopieren',
    },
    what: {
      token: 'Access-Token kopiert',
      header: 'Header kopiert',
      curl: 'cURL-Befehl kopiert',
      'curl-config': 'cURL-Konfiguration kopiert',
    },
    timeLeft: 'Zeit, bis die Zwischenablage geleert wird',
    clearNow: 'Jetzt leeren',
    copied: {
      token: 'Das Access-Token ist für kurze Zeit in der Zwischenablage.',
      header: 'Der Authorization-Header ist für kurze Zeit in der Zwischenablage.',
      curl: 'Ein cURL-Befehl mit dem Access-Token ist für kurze Zeit in der Zwischenablage. Setzen Sie Ihren Abonnementschlüssel ein.',
      'curl-config':
        'Eine cURL-Konfiguration mit dem Access-Token ist für kurze Zeit in der Zwischenablage. Setzen Sie Ihren Abonnementschlüssel ein.',
    },
  },
  actions: actionsDe,
  disk: diskDe,
  resources: resourcesDe,
  request: requestDe,
  short: {
    title: 'Die Liste ist unvollständig',
    meaning: 'Es gibt mehr Anlagen als die, die angekommen sind: {{received, number}}.',
    next: 'Laden Sie die Liste erneut. Bleibt sie unvollständig, fragen Sie TK Elevator.',
  },
  persistence: {
    badge: 'Nicht auf diesem Computer gespeichert',
    meaning:
      'Sie bleiben nur angemeldet, bis MAX Desk beendet wird. Nichts wird unverschlüsselt auf den Datenträger geschrieben.',
    reasons: {
      'no-keyring': {
        why: 'Dieses System bietet keinen Passwortspeicher, der Ihre Anmeldung schützen könnte.',
        fix: 'Installieren und starten Sie einen Schlüsselbund, zum Beispiel GNOME Keyring oder KWallet, und starten Sie MAX Desk neu.',
      },
      locked: {
        why: 'Der Passwortspeicher Ihres Systems ist gesperrt.',
        fix: 'Entsperren Sie den Schlüsselbund und melden Sie sich erneut an.',
      },
      failed: {
        why: 'Der Passwortspeicher Ihres Systems hat nicht funktioniert.',
        fix: 'Starten Sie den Computer neu. Hilft das nicht, bitten Sie Ihre IT-Abteilung, den Schlüsselbund zu prüfen.',
      },
      'disk-full': {
        why: 'Der Datenträger ist voll.',
        fix: 'Schaffen Sie Platz. Ihre Anmeldung wird gespeichert, sobald MAX Desk das nächste Mal schreibt; beenden Sie es bis dahin nicht.',
      },
      disk: {
        why: 'MAX Desk darf nicht in seinen eigenen Ordner schreiben, oder der Datenträger ist defekt.',
        fix: 'Prüfen Sie die Rechte des Ordners und melden Sie sich erneut an.',
      },
      newer: {
        why: 'Was eine neuere Version von MAX Desk hier gespeichert hat, bleibt unverändert.',
        fix: 'Verwenden Sie die neuere Version, um angemeldet zu bleiben.',
      },
    },
  },
  surroundings: {
    title: 'Dieser Computer',
    there: 'Verfügbar.',
    displays: {
      x11: 'X11.',
      wayland:
        'Wayland: Der Desktop bestimmt, wo das Fenster erscheint, und MAX Desk kommt nach vorn, bevor es aus dem Infobereich oder mit seinem Tastenkürzel kopiert.',
      xwayland:
        'X11 auf einem Wayland-Desktop: MAX Desk kommt nach vorn, bevor es aus dem Infobereich oder mit seinem Tastenkürzel kopiert.',
    },
    parts: {
      display: 'Anzeige',
      tray: 'Infobereich',
      notifications: 'Benachrichtigungen',
      passwordStore: 'Passwortspeicher',
      network: 'Netzwerk',
      bus: 'Sitzungsbus (D-Bus)',
    },
    missing: {
      tray: 'Es gibt keinen Infobereich, deshalb beendet das Schließen des Fensters MAX Desk; installieren Sie unter GNOME die Erweiterung „AppIndicator and KStatusNotifierItem Support“, sonst fügen Sie der Leiste einen Infobereich hinzu.',
      notifications:
        'Kein Programm zeigt Benachrichtigungen, deshalb werden beobachtete Anlagen nur im Fenster gemeldet; installieren Sie eines, zum Beispiel dunst.',
      network: 'Dieser Computer hat kein Netzwerk; stecken Sie sein Kabel ein oder schalten Sie WLAN ein.',
      bus: 'Die Sitzung hat keinen Bus, deshalb gibt es keinen Infobereich und keine Benachrichtigungen; installieren Sie dbus-user-session und melden Sie sich neu am Computer an.',
    },
    silent: {
      notifications:
        'Das Programm, das Benachrichtigungen zeigt, antwortet nicht, deshalb werden beobachtete Anlagen nur im Fenster gemeldet; melden Sie sich neu am Computer an.',
    },
  },
  navigation: {
    label: 'Bereiche',
    units: 'Anlagen',
    incidents: incidentsDe.title,
    identity: 'Identität',
    console: 'Konsole',
    doctor: 'Diagnose',
  },
  doctor: doctorDe,
  identity: identityDe,
  console: consoleDe,
  pasted: pastedDe,
  units: unitsDe,
  fleet: fleetDe,
  scope: scopeDe,
  grid: gridDe,
  outages: outagesDe,
  groups: groupsDe,
  notes: notesDe,
  history: historyDe,
  report: reportDe,
  incidents: incidentsDe,
  layout: layoutDe,
  length: lengthDe,
  wall: wallDe,
  failure: {
    technical: 'Technische Details',
    code: 'Code',
    message: 'Meldung',
    defaults: { host: 'dem Dienst', key: 'einem ihrer Einträge', proxy: 'einen Proxy' },
    facts: {
      host: 'Host',
      status: 'HTTP-Status',
      key: 'Schlüssel',
      file: 'Datei',
      reference: 'Referenz',
      seconds: 'Sekunden',
      reason: 'Grund',
      text: 'Befund',
      proxy: 'Proxy',
    },
  },
  errors: errorsDe,
  refusals: refusalsDe,
} as const satisfies Strings;
