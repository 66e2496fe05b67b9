import type { Strings } from './en.ts';

/** The German texts of signing in, and of who is signed in. */

export const signInDe: Strings['signIn'] = {
  button: 'Anmelden',
  nextTitle: 'So geht es weiter',
  steps: {
    browser: { title: 'Ihr Browser öffnet sich', text: 'mit der Anmeldeseite von {{host}}.' },
    there: { title: 'Sie melden sich dort an', text: 'MAX Desk sieht Ihr Passwort zu keiner Zeit.' },
    back: { title: 'Sie kehren hierher zurück', text: 'und Ihre Anlagen erscheinen.' },
  },
};

export const waitingDe: Strings['waiting'] = {
  phases: {
    starting: {
      title: 'Anmeldung wird vorbereitet…',
      text: 'Der Anmeldedienst wird nach seiner Seite gefragt.',
    },
    waiting: {
      title: 'Fahren Sie in Ihrem Browser fort',
      text: 'Die Anmeldeseite öffnet sich in Ihrem Browser. Sobald Sie dort fertig sind, erscheinen hier Ihre Anlagen.',
    },
    noBrowser: {
      title: 'Öffnen Sie die Anmeldeseite selbst',
      text: 'Ihr Browser ließ sich nicht öffnen. Kopieren Sie den Link in einen Browser auf diesem Computer; sobald Sie dort fertig sind, erscheinen hier Ihre Anlagen.',
    },
    completing: {
      title: 'Anmeldung wird abgeschlossen…',
      text: 'Ihr Browser hat geantwortet. Das dauert nur einen Moment.',
    },
    profile: {
      title: 'Bearbeiten Sie Ihr Profil im Browser',
      text: 'Die Seite des Anmeldedienstes öffnet sich in Ihrem Browser. Sobald Sie dort gespeichert haben, zeigt MAX Desk die Änderung.',
    },
  },
  timeLeft: 'Verbleibende Zeit',
  copy: 'Link kopieren',
  copied: 'Link kopiert',
  again: 'Erneut öffnen',
  trouble:
    'Die Seite erscheint nicht? Öffnen Sie sie erneut, oder kopieren Sie den Link in einen Browser Ihrer Wahl.',
};

export const signInPagesDe: Strings['signInPages'] = {
  passwordForgotten: {
    title: 'Das Passwort wird an anderer Stelle zurückgesetzt',
    meaning:
      'Sie haben „Kennwort vergessen?“ gewählt, aber diese Verbindung nennt die Seite des Dienstes nicht, auf der ein Passwort zurückgesetzt wird.',
    next: 'Setzen Sie das Passwort dort zurück, wo Sie sich sonst bei dem Dienst anmelden, und wählen Sie dann hier „Anmelden“. TK Elevator kennt den Namen des Benutzerflows: Steht er in der Verbindung („Benutzerflow für ein vergessenes Passwort“), führt MAX Desk Sie dorthin.',
  },
  ended: {
    title: 'Die Anmeldeseite ist abgelaufen',
    meaning: 'Sie war zu lange offen, oder es gab zu viele Versuche.',
    next: 'Beginnen Sie neu: In Ihrem Browser öffnet sich eine neue Seite.',
  },
  mixedUp: {
    title: 'Die Anmeldung kam von einem anderen Dienst',
    meaning:
      'Die Antwort stammt nicht von {{host}}, war nicht für MAX Desk bestimmt oder gilt nicht mehr. MAX Desk hat sie nicht verwendet.',
    next: 'Prüfen Sie die Verbindung, bevor Sie sich erneut anmelden: Jemand könnte sie eingerichtet haben, um an Ihre Anmeldung zu gelangen. Tritt es wieder auf, melden Sie es TK Elevator.',
  },
};

export const accountDe: Strings['account'] = {
  label: 'Angemeldet',
  unverified: 'aus dem Token, nicht geprüft',
  employee: 'TK-Mitarbeiter/in',
  sessionUntil: 'Sitzung bis {{time}}',
  renewed: 'wird automatisch verlängert',
  signOut: 'Abmelden',
  menu: 'Konten',
  list: 'Auf diesem Computer angemeldet',
  current: 'aktuelles Konto',
  add: 'Konto hinzufügen',
  editProfile: 'Profil bearbeiten…',
  signOutEverywhere: 'Auch im Browser abmelden',
  switched: 'Sie sind jetzt {{name}}',
  stays: '{{name}} bleibt angemeldet.',
  continueAs: 'Weiter als {{name}}',
};

export const pastedDe: Strings['pasted'] = {
  open: 'Token aus dem Entwicklerportal verwenden…',
  title: 'Token aus dem Entwicklerportal verwenden',
  about:
    'Es gilt, bis es abläuft oder MAX Desk beendet wird, wird nie auf den Datenträger geschrieben und lässt sich nicht verlängern.',
  hint: 'Fügen Sie es ein, oder ziehen Sie eine Textdatei hierher.',
  file: 'Textdatei wählen…',
  fileTooLong: 'Diese Datei ist zu groß für ein Token.',
  use: 'Dieses Token verwenden',
  tag: 'eingefügtes Token',
  unnamed: 'Eingefügtes Token',
  notRenewed: 'wird nicht verlängert',
  notRenewedNote: 'Es wurde eingefügt: Es wird nicht verlängert, und MAX Desk vergisst es beim Beenden.',
  noEnd: 'Das Token sagt nicht, wann es abläuft.',
  used: 'Sie sind mit dem eingefügten Token angemeldet.',
  says: 'Was es sagt (nicht geprüft)',
  careful: 'Funktioniert hier möglicherweise nicht',
  refused: {
    'no-token': 'Das ist kein Access-Token. Kopieren Sie es vollständig und ohne weitere Zeichen.',
    expired: 'Dieses Token ist bereits abgelaufen. Ein neues erhalten Sie im Entwicklerportal.',
  },
  warnings: {
    opaque: 'Es lässt sich nicht dekodieren. Ob es funktioniert, zeigt die erste Anfrage.',
    'no-expiry': 'Es sagt nicht, wann es abläuft.',
    'not-yet': 'Es gilt noch nicht. Vielleicht geht die Uhr dieses Computers nach.',
    'ends-soon': 'Es läuft in weniger als fünf Minuten ab.',
    issuer: 'Es wurde nicht vom Anmeldedienst dieser Verbindung ausgestellt.',
    audience: 'Es sagt nicht, für wen es bestimmt ist.',
    'id-token': 'Es sieht nach einem ID-Token aus; das ist für die Anwendung und nicht für die API.',
    scope: 'Es nennt die Berechtigung für die API dieser Verbindung nicht.',
  },
  ended: {
    title: 'Das eingefügte Token gilt nicht mehr',
    meaning:
      'Es ist abgelaufen, oder die API nimmt es nicht mehr an. Ein eingefügtes Token lässt sich nicht verlängern.',
    next: 'Fügen Sie ein neues aus dem Entwicklerportal ein, oder melden Sie sich an.',
  },
};
