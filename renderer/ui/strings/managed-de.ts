/** The German texts about the organisation's policy and about updates. */
export const managedDe = {
  managed: {
    title: 'Von Ihrer Organisation verwaltet',
    by: 'Von Ihrer Organisation verwaltet ({{origin}})',
    about: 'Ihre Organisation hat Folgendes festgelegt. Warum, kann Ihnen Ihre IT-Abteilung sagen.',
    from: 'aus {{origin}}',
    on: 'ein',
    off: 'aus',
    none: 'keine',
    days_one: '{{count, number}} Tag',
    days_other: '{{count, number}} Tage',
    logLevels: {
      error: 'nur Fehler',
      warn: 'Warnungen und Fehler',
      info: 'was geschieht',
      debug: 'jede Einzelheit',
    },
    keys: {
      connections: 'Verbindungen',
      allowedHosts: 'Erlaubte Hosts',
      updates: 'Updates durch MAX Desk selbst',
      updateChannel: 'Update-Kanal',
      updateDeferralDays: 'Updates werden aufgeschoben um',
      clipboardSeconds: 'Kopiertes Token löschen nach',
      startWithSystem: 'Mit dem System starten',
      simulator: 'Simulierte Daten',
      agent: 'Zugriff für andere Programme',
      logLevel: 'Protokoll',
    },
  },
  updates: {
    title: 'Updates',
    off: 'Dieses MAX Desk sucht nicht nach neueren Versionen.',
    idle: 'Es ist keine neuere Version bekannt.',
    checked: 'Zuletzt gesucht: {{time}}.',
    checking: 'Es wird nach einer neueren Version gesucht…',
    available:
      'Version {{version}} ist verfügbar. Installieren Sie sie auf dem Weg, auf dem MAX Desk installiert wurde.',
    downloading: 'Version {{version}} wird heruntergeladen: {{progress, number}} %',
    progress: 'Download der neueren Version',
    ready: 'Version {{version}} kann installiert werden.',
    failed: 'Update fehlgeschlagen',
    newer: 'Version {{version}} ist verfügbar',
    check: 'Jetzt suchen',
    restart: 'Zum Aktualisieren neu starten…',
    restartTitle: 'MAX Desk jetzt neu starten?',
    restartText: 'MAX Desk wird geschlossen, installiert Version {{version}} und öffnet sich wieder.',
    restartSignIn:
      'Ihre Anmeldung ist auf diesem Computer nicht gespeichert: Sie müssen sich danach erneut anmelden.',
    restartNow: 'Jetzt neu starten',
    later: 'Später',
  },
} as const;

/** Failures of the policy and of updates. */
export const managedErrorsDe = {
  managed: {
    title: 'Ihre Organisation erlaubt das nicht',
    meaning:
      'Eine Richtlinie auf diesem Computer legt das fest. Es wurde nichts gesendet und nichts geändert.',
    next: 'Fragen Sie Ihre IT-Abteilung, ob es erlaubt werden kann.',
  },
  policy: {
    title: 'Die Richtlinie Ihrer Organisation ist nicht verwendbar',
    meaning: 'Das Problem liegt bei {{key}}. Bis es behoben ist, verbindet sich MAX Desk mit nichts.',
    next: 'Senden Sie die technischen Details an Ihre IT-Abteilung, und starten Sie MAX Desk neu, sobald die Richtlinie korrigiert ist.',
  },
  'update-failed': {
    title: 'Das Update hat nicht funktioniert',
    meaning:
      'Die neuere Version konnte nicht geladen, geprüft oder installiert werden. Sie arbeiten mit dieser weiter.',
    next: 'Schließen Sie eine laufende Anmeldung ab, und versuchen Sie es später erneut. Gelingt es wieder nicht, bitten Sie Ihre IT-Abteilung, die neue Version zu installieren.',
  },
} as const;
