/** The languages of the sign-in page. */
export type Language = keyof typeof TEXTS;

export const TEXTS = {
  en: {
    simulated: 'Simulated sign-in',
    choose: 'Who is signing in?',
    lead: (application: string) =>
      `${application} asks you to sign in. Choose one of these people: all are made up, and so are their elevators, so there is no password.`,
    continueAs: (name: string) => `Continue as ${name}`,
    forgot: 'Forgot your password?',
    reset: 'Whose password is forgotten?',
    resetLead:
      'Choose one of these people. There are no passwords here, so nothing is reset; the sign-in comes next.',
    edit: 'Your profile',
    editLead: 'What you save here is in the next token.',
    displayName: 'Display name',
    save: 'Save',
    operator: 'Operator',
    employee: 'TK Elevator employee',
    cancel: 'Cancel',
    application: 'Application',
    returnsTo: 'Returns to',
    failed: 'Sign-in cannot go on',
    failedLead:
      'The application sent a request that this service refuses. Close this page and go back to the application.',
    signedOut: 'You are signed out',
    signedOutLead: 'The next sign-in asks you again who you are. You can close this page.',
    returning: 'Going back to the application',
    goOn: 'Continue',
  },
  de: {
    simulated: 'Simulierte Anmeldung',
    choose: 'Wer meldet sich an?',
    lead: (application: string) =>
      `${application} bittet um Ihre Anmeldung. Wählen Sie eine der Personen: Alle sind erfunden, ihre Aufzüge auch, darum gibt es kein Kennwort.`,
    continueAs: (name: string) => `Weiter als ${name}`,
    forgot: 'Kennwort vergessen?',
    reset: 'Wessen Kennwort ist vergessen?',
    resetLead:
      'Wählen Sie eine der Personen. Hier gibt es keine Kennwörter, also wird nichts zurückgesetzt; danach folgt die Anmeldung.',
    edit: 'Ihr Profil',
    editLead: 'Was Sie hier speichern, steht im nächsten Token.',
    displayName: 'Anzeigename',
    save: 'Speichern',
    operator: 'Betreiber',
    employee: 'Angestellt bei TK Elevator',
    cancel: 'Abbrechen',
    application: 'Anwendung',
    returnsTo: 'Zurück zu',
    failed: 'Die Anmeldung geht nicht weiter',
    failedLead:
      'Die Anwendung hat eine Anfrage geschickt, die dieser Dienst ablehnt. Schließen Sie diese Seite und gehen Sie zurück zur Anwendung.',
    signedOut: 'Sie sind abgemeldet',
    signedOutLead:
      'Bei der nächsten Anmeldung werden Sie wieder gefragt, wer Sie sind. Sie können diese Seite schließen.',
    returning: 'Zurück zur Anwendung',
    goOn: 'Weiter',
  },
};

/** The first supported language in `ui_locales`, else in Accept-Language, else English. */
export function languageOf(uiLocales: string | undefined, acceptLanguage: string | undefined): Language {
  for (const tag of [...(uiLocales ?? '').split(/\s+/), ...(acceptLanguage ?? '').split(',')]) {
    const language = tag.trim().slice(0, 2).toLowerCase();
    if (language === 'en' || language === 'de') return language;
  }
  return 'en';
}
