import type { diagnosticsEn } from './diagnostics-en.ts';
import type { Widened } from './en.ts';

/** The German version of `diagnosticsEn`. */
export const diagnosticsDe: Widened<typeof diagnosticsEn> = {
  diagnostics: {
    open: 'Diagnosedaten speichern…',
    title: 'Diagnosedaten speichern',
    about:
      'Eine Datei für alle, die Ihnen helfen. Sie wird dort gespeichert, wo Sie es wünschen, und nirgendwohin gesendet. Sie können sie öffnen und ansehen.',
    inside: 'Sie enthält',
    contents: {
      about: 'die Versionen von MAX Desk, seiner Laufzeitumgebung und des Systems',
      settings: 'Ihre Einstellungen und den Zustand der Verbindung',
      check: 'eine Prüfung der Verbindung von jetzt; sie dauert bis zu 20 Sekunden',
      log: 'das Protokoll: was MAX Desk wann getan hat, Hosts und Fehler',
    },
    outside:
      'Sie enthält keine Token, Passwörter oder Schlüssel, keine Namen oder E-Mail-Adressen von Konten und keine Anlagenliste.',
    saving: 'Wird geprüft und gespeichert…',
  },
  trouble: {
    'window-restored': {
      title: 'Das Fenster musste neu geladen werden',
      meaning:
        'Es wurde wegen eines Fehlers beendet. Ihre Anmeldung ist davon nicht betroffen; was Sie gerade eingegeben oder exportiert haben, ist verloren.',
    },
    internal: {
      title: 'In MAX Desk ist ein Fehler aufgetreten',
      meaning:
        'MAX Desk läuft weiter. Wenn sich etwas nicht wie erwartet verhält, beenden Sie MAX Desk und starten Sie es neu.',
    },
    'sign-in-lost': {
      title: 'Sie müssen sich neu anmelden',
      meaning:
        'Was von Ihrer Anmeldung gespeichert war, ist nicht verwendbar: Es ist beschädigt, durch eine ältere Kopie ersetzt worden, oder der Schlüssel dazu fehlt im Passwortspeicher dieses Computers.',
    },
    'data-lost': {
      title: 'Gespeicherte Daten wurden beiseitegelegt',
      meaning:
        'Sie sind beschädigt oder durch eine ältere Kopie ersetzt worden: ein Abonnementschlüssel, eine Liste, oder was Sie beobachtet oder gesendet haben. MAX Desk lädt sie neu oder fragt Sie danach.',
    },
    'newer-data': {
      title: 'Ein Teil der hier gespeicherten Daten stammt von einer neueren Version von MAX Desk',
      meaning:
        'Diese Version kann sie nicht lesen und lässt sie unverändert. Sie sind wieder da, sobald Sie die neuere Version verwenden.',
    },
    dismiss: 'Ausblenden',
  },
  crash: {
    title: 'Diese Ansicht kann nicht angezeigt werden',
    meaning: 'Der Grund ist ein Fehler in MAX Desk. Ihre Anmeldung ist davon nicht betroffen.',
    next: 'Versuchen Sie es erneut. Hilft das nicht, laden Sie das Fenster neu; tritt der Fehler wieder auf, speichern Sie Diagnosedaten für Ihren Support.',
    reload: 'Fenster neu laden',
  },
};
