import type { Widened } from './en.ts';
import type { setupEn } from './setup-en.ts';

/** The German version of `setupEn`. */
export const setupDe: Widened<typeof setupEn> = {
  setup: {
    open: 'Verbindung einrichten…',
    openNew: 'Neue Verbindung…',
    edit: 'Bearbeiten…',
    export: 'Exportieren…',
    exported: 'Gespeichert als {{file}}; die Datei enthält kein Geheimnis.',
    title: 'Verbindung einrichten',
    titleEdit: '„{{name}}“ ändern',
    about:
      'Diese Werte erhalten Sie von TK Elevator für Ihre Anwendung. Jeder wird bei dem Dienst geprüft, den er nennt, und nirgends sonst.',
    region: 'Region',
    regions: { ea: 'Europa und Afrika', ams: 'Amerika', other: 'Andere' },
    amsScope:
      'Der Scope dieser Region ist nicht veröffentlicht: Fragen Sie TK Elevator danach und tragen Sie ihn unter „Erweitert“ ein.',
    advanced: 'Erweitert',
    check: 'Adressen prüfen…',
    checkHint: 'Bevor MAX Desk zum ersten Mal Kontakt mit einer neuen Adresse aufnimmt, fragt es Sie.',
    tooOften: {
      title: 'MAX Desk fragt nicht mehr nach',
      meaning:
        'Neue Adressen wurden mehrmals nacheinander abgelehnt. Weitere werden deshalb ohne Rückfrage abgelehnt.',
      next: 'Beenden Sie MAX Desk und starten Sie es neu, wenn Sie eine Verbindung hinzufügen möchten.',
    },
    keep: 'Verbindung speichern',
    keepEdit: 'Änderungen speichern',
    optional: 'optional',
    asking: '{{host}} wird gefragt…',
    notYet: 'Etwas fehlt noch oder stimmt nicht.',
    kept: '{{name}} ist eingerichtet',
    protocols: { b2c: 'Azure AD B2C', oidc: 'OpenID Connect' },
    key: {
      hint: 'Aus Ihrem Profil im MAX-Entwicklerportal, unter „Subscriptions“. Er bleibt auf diesem Computer, getrennt von der Verbindung, und geht nur an die API.',
      hintEdit: 'Leer lassen, um den für diese API gespeicherten zu behalten.',
      later: 'Ohne ihn antwortet die API nicht. Sie können ihn auch später eingeben.',
    },
    fields: {
      name: {
        label: 'Name',
        hint: 'So nennt MAX Desk diese Verbindung.',
        missing: 'Geben Sie der Verbindung einen Namen.',
        malformed: 'Höchstens 80 Zeichen.',
      },
      protocol: {
        label: 'Protokoll',
        hint: 'Wie man sich dort anmeldet.',
        missing: 'Wählen Sie eines.',
        malformed: 'Wählen Sie eines der beiden.',
      },
      authority: {
        label: 'Authority',
        hint: 'Adresse des Anmeldedienstes ohne den Benutzerflow; bei OpenID Connect der Aussteller (Issuer).',
        missing: 'Geben Sie die Adresse des Anmeldedienstes ein. TK Elevator nennt sie Ihnen.',
        malformed: 'Das muss eine Adresse sein, die mit https:// beginnt, ohne „?“ und „#“.',
      },
      signInPolicy: {
        label: 'Name des Benutzerflows',
        hint: 'Zum Beispiel B2C_1_SignIn.',
        missing:
          'Geben Sie den Namen des Benutzerflows ein. TK Elevator nennt ihn zusammen mit der Client-ID.',
        malformed: 'Der Name besteht nur aus Buchstaben, Ziffern, „_“ und „-“.',
      },
      passwordResetPolicy: {
        label: 'Benutzerflow für ein vergessenes Passwort',
        hint: 'Wohin „Kennwort vergessen?“ führt, zum Beispiel B2C_1_PasswordReset. Viele Anmeldeseiten brauchen keinen.',
        missing: 'Geben Sie den Namen des Benutzerflows ein.',
        malformed: 'Der Name besteht nur aus Buchstaben, Ziffern, „_“ und „-“.',
      },
      profileEditPolicy: {
        label: 'Benutzerflow für das Profil',
        hint: 'Fügt den Konten „Profil bearbeiten…“ hinzu, zum Beispiel B2C_1_ProfileEdit.',
        missing: 'Geben Sie den Namen des Benutzerflows ein.',
        malformed: 'Der Name besteht nur aus Buchstaben, Ziffern, „_“ und „-“.',
      },
      clientId: {
        label: 'Client-ID',
        hint: 'Kennzeichnet Ihre Anwendung; registriert als Typ „Desktop“.',
        missing: 'Geben Sie die Client-ID ein. TK Elevator vergibt sie für Ihre Anwendung.',
        malformed: 'Höchstens 256 Zeichen.',
      },
      scopes: {
        label: 'Scopes',
        hint: 'Worum MAX Desk bittet, mit Leerzeichen dazwischen.',
        missing: 'Geben Sie mindestens den Scope der API ein. TK Elevator nennt ihn Ihnen.',
        malformed: 'Höchstens 32 Scopes mit höchstens 512 Zeichen.',
      },
      redirectPorts: {
        label: 'Ports der Umleitungsadresse',
        hint: 'Nur wenn feste Ports für http://localhost registriert sind; leer heißt irgendein freier.',
        missing: 'Geben Sie einen Port ein.',
        malformed: 'Zahlen von 1 bis 65535, mit Komma dazwischen.',
      },
      employeeClaim: {
        label: 'Claim der Mitarbeitenden',
        hint: 'Der Claim des Tokens, der sagt, wer bei TK Elevator arbeitet. Leer heißt: ein Claim mit üblichem Namen, etwa extension_TKEmployee.',
        missing: 'Geben Sie den Namen des Claims ein.',
        malformed: 'Höchstens 256 Zeichen.',
      },
      baseUrl: {
        label: 'API-Adresse',
        hint: 'Basis-URL der MAX Customer API.',
        missing: 'Geben Sie die Adresse der API ein. TK Elevator nennt sie Ihnen.',
        malformed: 'Das muss eine Adresse sein, die mit https:// beginnt, ohne „?“ und „#“.',
      },
      unitsPath: {
        label: 'Pfad der Anlagen',
        hint: 'Wird an die API-Adresse angehängt.',
        missing: 'Geben Sie den Pfad der Anlagenliste ein.',
        malformed: 'Der Pfad beginnt mit „/“ und hat keine Leerzeichen.',
      },
      hubUrl: {
        label: 'Hub-Adresse',
        hint: 'Für die Live-Aktualisierung. Ohne sie gilt der Stand der letzten Abfrage.',
        missing: 'Geben Sie die Adresse des Hubs ein.',
        malformed: 'Das muss eine Adresse sein, die mit https:// oder wss:// beginnt.',
      },
    },
    findings: {
      unusual: 'Eine Client-ID sieht meist so aus: 2d7f1b64-90ce-4a4f-8b0e-c6a1f7d35e28.',
      'already-known': '„{{name}}“ hat dieselbe Anmeldung und dieselbe API: Diese ersetzt sie.',
      answers: '{{host}} antwortet, verlangt aber keine Anmeldung ({{status}}). Prüfen Sie die Adresse.',
      'asks-for-sign-in': '{{host}} antwortet und verlangt eine Anmeldung, wie es sein soll.',
      'nothing-there':
        '{{host}} antwortet, hat aber nichts unter dieser Adresse ({{status}}). Klären Sie sie mit TK Elevator.',
      'policy-known': '{{host}} kennt diesen Benutzerflow.',
      'provider-found': '{{host}} beschreibt seinen Anmeldedienst.',
      accepted: '{{host}} nimmt sie an.',
    },
    unknown: {
      policy: '{{host}} kennt diesen Benutzerflow nicht. Fragen Sie TK Elevator nach dem genauen Namen.',
      other: '{{host}} hat keinen Anmeldedienst, der zu diesen Werten passt. Fragen Sie TK Elevator danach.',
    },
    refused: {
      redirect:
        '{{host}} nimmt http://localhost für diese Client-ID nicht an ({{reference}}). Bitten Sie TK Elevator, es zu registrieren.',
      client:
        '{{host}} nimmt diese Client-ID oder ihre Scopes nicht an ({{reference}}). Fragen Sie TK Elevator nach den richtigen.',
    },
  },
  look: {
    open: 'So sehen die Anlagen aus…',
    title: 'So sehen Ihre Anlagen aus',
    about:
      'MAX Desk liest eine Seite der Anlagen von {{name}} und nimmt jede Spalte aus einem ihrer Felder. Wählen Sie ein anderes Feld, wo es nicht stimmt; die Tabelle unten zeigt sofort das Ergebnis.',
    reading: 'Eine Seite der Anlagen wird gelesen…',
    read: 'Eine Seite ist gelesen. Anlagen darauf: {{received, number}}.',
    columns: 'Spalten und ihre Felder',
    nowhere: 'Keines: die Spalte bleibt leer',
    unsure: 'Ein Vorschlag: bitte prüfen. Beispiel: {{example}}',
    fields: 'Alle Felder der Seite ({{number, number}}), jeweils mit einem Beispiel',
    statuses: 'Was jeder Status bedeutet',
    statusesAbout: 'Wo ein Status für den falschen Zustand gehalten wird, wählen Sie den richtigen.',
    noStatus: 'Noch hat keine Anlage einen Status. Wählen Sie das Feld der Spalte „Status“.',
    result: 'So sehen Ihre Anlagen dann aus',
    withoutId:
      'Einträge, die keine ID hätten und wegfielen: {{withoutId, number}} von {{received, number}}. Wählen Sie das Feld der Spalte „ID“.',
    sameIdTitle: 'Verschiedene Anlagen würden zu einer einzigen',
    sameId:
      'Einträge mit der ID eines anderen: {{sameId, number}} von {{received, number}}. Wählen Sie ein Feld, das bei jeder Anlage anders ist.',
    keep: 'Anlagen so lesen',
    kept: 'Gespeichert. Die Anlagen werden ab jetzt so gelesen.',
    again: 'Seite noch einmal lesen',
  },
  drop: {
    here: 'Verbindungsdatei oder Token hier ablegen',
    one: 'Legen Sie immer nur eine Datei ab.',
    unreadable: 'Das ist ein Ordner oder eine Datei, die sich nicht lesen lässt.',
    noToken: 'Für ein Token braucht es zuerst eine Verbindung, und keine laufende Anmeldung.',
  },
  proposal: {
    title: 'Verbindung „{{name}}“ hinzufügen?',
    sources: {
      link: 'Ein Link bittet MAX Desk, diese Verbindung zu benutzen.',
      file: 'Eine Datei bittet MAX Desk, diese Verbindung zu benutzen.',
    },
    addresses: 'MAX Desk würde Kontakt aufnehmen mit:',
    uses: {
      identity: 'Anmeldung bei',
      api: 'API',
      units: 'Anlagen von',
      hub: 'Live-Aktualisierung von',
      other: 'Außerdem',
    },
    fields: 'Spalten kommen aus',
    statuses: 'Status bedeuten',
    warning: 'Nicht als TK Elevator bekannt',
    warningText:
      '{{addresses}}. Wer eine Adresse betreibt, bekommt, was Sie dorthin senden. Bei der Anmeldung kann das auch eine Anmeldung bei einem Dienst sein, den Sie schon benutzen, auch bei dem von TK Elevator, und damit könnte er dort in Ihrem Namen handeln. Fügen Sie die Verbindung nur hinzu, wenn Sie sie von jemandem erwartet haben, dem Sie vertrauen.',
    replaces: 'Sie ersetzt „{{name}}“.',
    switches: 'MAX Desk wechselt dann zu dieser Verbindung. Angemeldet ist dort noch niemand.',
    sharesSignIn:
      'MAX Desk wechselt dann zu dieser Verbindung. Wer bei „{{name}}“ angemeldet ist, ist es auch dort, weil beide dieselbe Anmeldung haben.',
    accept: 'Verbindung hinzufügen…',
    decline: 'Nicht hinzufügen',
    brokenTitle: 'Eine Verbindung kann nicht hinzugefügt werden',
    brokenLink: {
      title: 'Der Link enthält keine brauchbare Verbindung',
      meaning: 'Er ist unvollständig, oder etwas darin gehört nicht hinein.',
      next: 'Bitten Sie den Absender um einen neuen Link oder um eine Verbindungsdatei.',
    },
  },
  shortcut: {
    title: 'Tastenkürzel zum Kopieren des Access-Tokens',
    none: 'Keines',
    keys: { Control: 'Strg', Alt: 'Alt', Shift: 'Umschalt', Command: 'Befehl', Super: 'Win' },
    set: 'Tasten wählen…',
    press: 'Drücken Sie die Tasten…',
    pressHint:
      'Strg, Alt oder die Befehlstaste zusammen mit einem Buchstaben, einer Ziffer oder einer Funktionstaste. Esc bricht ab.',
    unfit: 'Diese Tasten passen nicht.',
    refused: 'Das System hat {{keys}} abgelehnt. Vielleicht hat es eine andere Anwendung: Wählen Sie andere.',
    uncertain:
      'Unter Wayland kann der Desktop Tastenkürzel zurückhalten und sagt es nicht. Probieren Sie es aus.',
    on: 'Wirkt in jeder Anwendung.',
  },
};
