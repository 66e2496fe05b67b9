import type { Strings } from './en.ts';

/** Placeholders for hosts stand in the dative, so that the default "dem Dienst" fits everywhere. */
const errors: Strings['errors'] = {
  usage: {
    title: 'Die Anfrage wurde nicht verstanden',
    meaning: 'MAX Desk wurde mit einer Angabe gestartet oder aufgerufen, die es nicht kennt.',
    next: 'Prüfen Sie den Befehl und seine Optionen und versuchen Sie es erneut.',
  },
  cancelled: {
    title: 'Abgebrochen',
    meaning: 'Sie haben den Vorgang vor dem Ende abgebrochen. Es wurde nichts geändert.',
    next: 'Beginnen Sie neu, sobald Sie möchten.',
  },
  'sign-in-needed': {
    title: 'Bitte melden Sie sich erneut an',
    meaning: 'Ihre Sitzung ist abgelaufen und ließ sich nicht ohne Sie verlängern.',
    next: 'Wählen Sie „Anmelden“ und fahren Sie in Ihrem Browser fort.',
  },
  'sign-in-not-completed': {
    title: 'Die Anmeldung wurde nicht abgeschlossen',
    meaning:
      'Sie wurde auf der Anmeldeseite abgebrochen, oder der Zugriff wurde nicht gewährt. Sie sind nicht angemeldet.',
    next: 'Wählen Sie „Anmelden“, um es erneut zu versuchen. Wird der Zugriff jedes Mal verweigert, fragen Sie TK Elevator, ob Ihr Konto diese Anwendung nutzen darf.',
  },
  'sign-in-timed-out': {
    title: 'Die Anmeldung hat zu lange gedauert',
    meaning: 'Aus Ihrem Browser kam in der vorgesehenen Zeit keine Antwort. Sie sind nicht angemeldet.',
    next: 'Wählen Sie „Anmelden“, um neu zu beginnen. Hat sich der Browser nicht geöffnet, nutzen Sie „Link kopieren“ und öffnen Sie den Link selbst.',
  },
  'sign-in-refused': {
    title: 'Die Anmeldung wurde abgelehnt',
    meaning: 'Die Anmeldung wurde von {{host}} beantwortet, aber nicht angenommen.',
    next: 'Versuchen Sie es erneut. Wird die Anmeldung wieder abgelehnt, senden Sie die technischen Details an TK Elevator.',
  },
  offline: {
    title: 'Keine Netzwerkverbindung',
    meaning: 'MAX Desk erhält keine Verbindung zu {{host}}.',
    next: 'Prüfen Sie Netzwerkkabel, WLAN oder VPN und versuchen Sie es erneut.',
  },
  'captive-portal': {
    title: 'Dieses Netzwerk verlangt zuerst eine eigene Anmeldung',
    meaning:
      'Anstelle einer Antwort von {{host}} kam eine Seite des Netzwerks, wie es in Hotels und Gastnetzen üblich ist.',
    next: 'Öffnen Sie im Browser eine beliebige Webseite, schließen Sie die Anmeldung am Netzwerk ab und versuchen Sie es erneut.',
  },
  tls: {
    title: 'Der sicheren Verbindung ist nicht zu trauen',
    meaning: 'Das Zertifikat von {{host}} ließ sich nicht prüfen. Häufig liegt das an einem Firmenproxy.',
    next: 'Bitten Sie Ihre IT-Abteilung, das Stammzertifikat des Proxys auf diesem Computer zu installieren, und versuchen Sie es danach erneut.',
  },
  clock: {
    title: 'Die Uhr dieses Computers scheint falsch zu gehen',
    meaning: 'Ihre Zeit weicht so weit von {{host}} ab, dass Anmeldungen nicht angenommen werden.',
    next: 'Lassen Sie Datum und Uhrzeit automatisch vom System einstellen und versuchen Sie es erneut.',
  },
  'provider-unavailable': {
    title: 'Der Anmeldedienst ist nicht verfügbar',
    meaning: 'Das Netzwerk funktioniert, aber von {{host}} kam keine brauchbare Antwort.',
    next: 'Warten Sie einige Minuten und versuchen Sie es erneut. Hält die Störung an, fragen Sie TK Elevator nach dem Zustand des Dienstes.',
  },
  'api-unavailable': {
    title: 'Die API ist nicht verfügbar',
    meaning: 'Sie sind angemeldet, aber von {{host}} kam keine brauchbare Antwort.',
    next: 'Warten Sie einige Minuten und versuchen Sie es erneut. Hält die Störung an, fragen Sie TK Elevator nach dem Zustand des Dienstes.',
  },
  'api-refused': {
    title: 'Die API hat die Anfrage abgelehnt',
    meaning:
      'Sie sind angemeldet, aber dieses Konto oder diese Anwendung darf die Daten nicht von {{host}} lesen.',
    next: 'Fragen Sie TK Elevator, ob Ihr Konto Zugriff auf die MAX Customer API und auf diese Anlagen hat.',
  },
  'api-key-missing': {
    title: 'Ein Abonnementschlüssel wird benötigt',
    meaning: 'Die API antwortet nur, wenn die Anfrage den Abonnementschlüssel Ihres Unternehmens enthält.',
    next: 'Geben Sie den Abonnementschlüssel ein und speichern Sie ihn.',
  },
  'api-key-refused': {
    title: 'Der Abonnementschlüssel wurde nicht angenommen',
    meaning: 'Der gespeicherte Schlüssel ist falsch, abgelaufen oder gehört zu einem anderen Produkt.',
    next: 'Kopieren Sie den Schlüssel erneut aus dem MAX-Entwicklerportal und speichern Sie ihn hier.',
  },
  'api-bad-answer': {
    title: 'Die API hat etwas Unerwartetes gesendet',
    meaning:
      'Was von {{host}} kam, ist keine Liste, die MAX Desk lesen kann, sondern zum Beispiel eine Webseite.',
    next: 'Prüfen Sie die Adresse der API und den Pfad der Anlagen in der Verbindungsdatei. TK Elevator nennt Ihnen beides.',
  },
  configuration: {
    title: 'Die Verbindungsdatei muss korrigiert werden',
    meaning: 'Das Problem liegt bei {{key}}.',
    next: 'Korrigieren Sie die Stelle in einem Texteditor und öffnen Sie die Datei erneut. Die Werte erhalten Sie von TK Elevator.',
  },
  storage: {
    title: 'Auf diesem Computer ließen sich keine Daten speichern',
    meaning: 'MAX Desk konnte seine eigenen Dateien nicht lesen oder schreiben.',
    next: 'Prüfen Sie den freien Speicherplatz und die Rechte Ihres Benutzerordners und versuchen Sie es erneut.',
  },
  'storage-locked': {
    title: 'Der Passwortspeicher des Systems ist gesperrt',
    meaning:
      'Dort liegt Ihre Anmeldung, und MAX Desk kann ihn gerade nicht öffnen. Es ist nichts verloren gegangen.',
    next: 'Entsperren Sie den Schlüsselbund Ihres Systems und versuchen Sie es erneut.',
  },
  'bad-request': {
    title: 'Die Eingabe wurde nicht angenommen',
    meaning: 'Ein Wert fehlt, ist zu lang oder hat nicht die erwartete Form.',
    next: 'Prüfen Sie Ihre Eingabe und versuchen Sie es erneut.',
  },
  forbidden: {
    title: 'Diese Aktion ist nicht erlaubt',
    meaning: 'Die Anfrage kam nicht aus dem Fenster von MAX Desk selbst und wurde deshalb abgewiesen.',
    next: 'Starten Sie MAX Desk neu. Tritt es wieder auf, melden Sie es zusammen mit den technischen Details.',
  },
  unexpected: {
    title: 'Etwas Unerwartetes ist geschehen',
    meaning: 'MAX Desk ist auf ein Problem gestoßen, das es nicht kennt.',
    next: 'Versuchen Sie es erneut. Tritt es wieder auf, starten Sie MAX Desk neu und melden Sie es zusammen mit den technischen Details.',
  },
};

/** Every German text of the window; a missing or surplus key does not compile. */
export const de = {
  app: {
    name: 'MAX Desk',
    tagline: 'Ihre Aufzüge und Fahrtreppen im Blick, über die MAX Customer API von TK Elevator.',
    version: 'MAX Desk {{version}}',
    loading: 'MAX Desk wird gestartet…',
    simulated: 'Simulierte Daten',
    simulatedMeaning: 'Diese Personen und Anlagen gibt es nicht; an TK Elevator wird nichts gesendet.',
  },
  action: { tryAgain: 'Erneut versuchen' },
  settings: {
    title: 'Einstellungen',
    language: 'Sprache',
    theme: 'Design',
    languages: { system: 'System', en: 'English', de: 'Deutsch' },
    themes: { system: 'System', light: 'Hell', dark: 'Dunkel' },
  },
  connection: {
    title: 'Verbindung',
    name: 'Name',
    identityHost: 'Anmeldung bei',
    apiHost: 'API bei',
    apiHostMissing: 'in der Verbindungsdatei nicht angegeben',
    origin: 'Datei',
    open: 'Verbindungsdatei öffnen…',
    explore: 'Mit simulierten Daten erkunden',
    neededTitle: 'MAX Desk verbinden',
    neededMeaning:
      'Eine Verbindungsdatei sagt MAX Desk, wo Sie sich anmelden und wo Ihre Anlagen zu finden sind. Sie enthält kein Geheimnis und kein Passwort.',
    askTitle: 'Wonach Sie TK Elevator fragen',
    ask: {
      clientId: { term: 'Client-ID', meaning: 'kennzeichnet diese Anwendung; registriert als Typ „Desktop“' },
      policy: { term: 'Name des Benutzerflows', meaning: 'die Anmeldeseite, die Ihr Konto verwendet' },
      address: { term: 'API-Adresse', meaning: 'Basis-URL der MAX Customer API und Pfad der Anlagen' },
      key: {
        term: 'Abonnementschlüssel',
        meaning: 'wird später hier eingegeben; er gehört nicht in die Datei',
      },
    },
    exploreHint:
      'Noch nichts zur Hand? Sehen Sie sich mit einem simulierten Dienst um; ein Konto ist nicht nötig.',
  },
  key: {
    label: 'Abonnementschlüssel',
    hint: 'Sie finden ihn im MAX-Entwicklerportal, in Ihrem Profil unter „Subscriptions“. Er bleibt auf diesem Computer und geht nur an die API.',
    save: 'Schlüssel speichern',
    saved: 'Abonnementschlüssel gespeichert',
    empty: 'Geben Sie zuerst den Schlüssel ein.',
  },
  signIn: {
    button: 'Anmelden',
    nextTitle: 'So geht es weiter',
    steps: {
      browser: { title: 'Ihr Browser öffnet sich', text: 'mit der Anmeldeseite von {{host}}.' },
      there: { title: 'Sie melden sich dort an', text: 'MAX Desk sieht Ihr Passwort zu keiner Zeit.' },
      back: { title: 'Sie kehren hierher zurück', text: 'und Ihre Anlagen erscheinen.' },
    },
  },
  waiting: {
    phases: {
      starting: {
        title: 'Anmeldung wird vorbereitet…',
        text: 'Der Anmeldedienst wird nach seiner Seite gefragt.',
      },
      waiting: {
        title: 'Fahren Sie in Ihrem Browser fort',
        text: 'Die Anmeldeseite ist in Ihrem Browser geöffnet. Sobald Sie dort fertig sind, erscheinen hier Ihre Anlagen.',
      },
      noBrowser: {
        title: 'Öffnen Sie die Anmeldeseite selbst',
        text: 'Ihr Browser ließ sich nicht öffnen. Kopieren Sie den Link in einen Browser auf diesem Computer; sobald Sie dort fertig sind, erscheinen hier Ihre Anlagen.',
      },
      completing: {
        title: 'Anmeldung wird abgeschlossen…',
        text: 'Ihr Browser hat geantwortet. Das dauert nur einen Moment.',
      },
    },
    timeLeft: 'Verbleibende Zeit',
    copy: 'Link kopieren',
    copied: 'Link kopiert',
    again: 'Erneut öffnen',
    cancel: 'Abbrechen',
    trouble:
      'Keine Seite zu sehen? Öffnen Sie sie erneut, oder kopieren Sie den Link in einen Browser Ihrer Wahl.',
  },
  account: {
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
    signOutEverywhere: 'Auch im Browser abmelden',
    switched: 'Sie sind jetzt {{name}}',
    stays: '{{name}} bleibt angemeldet.',
    continueAs: 'Weiter als {{name}}',
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
    },
  },
  units: {
    title: 'Anlagen',
    search: 'Anlagen suchen',
    clearSearch: 'Suche löschen',
    refresh: 'Aktualisieren',
    updatedNow: 'Gerade eben aktualisiert',
    updated: 'Aktualisiert {{ago}}',
    count_one: '{{count, number}} Anlage',
    count_other: '{{count, number}} Anlagen',
    filtered_one: '{{shown, number}} von {{count, number}} Anlage',
    filtered_other: '{{shown, number}} von {{count, number}} Anlagen',
    matching_one: '{{shown, number}} von {{count, number}} Anlage passend zu „{{query}}“',
    matching_other: '{{shown, number}} von {{count, number}} Anlagen passend zu „{{query}}“',
    loading: 'Anlagen werden geladen…',
    refreshing: 'Anlagen werden aktualisiert…',
    progress: '{{received, number}} empfangen',
    progressOf: '{{received, number}} von {{total, number}} empfangen',
    breakdown: 'Nach Status',
    emptyTitle: 'Noch keine Anlagen',
    emptyText: 'Ihr Konto sieht keine Anlage. Fragen Sie TK Elevator, welche Anlagen dazu gehören.',
    noMatchTitle: 'Keine Anlage passt zu „{{query}}“',
    noMatchText:
      'Jedes Wort muss in einer der Spalten vorkommen. Versuchen Sie es mit weniger oder kürzeren Wörtern.',
    withoutIdTitle: 'Nicht alle Anlagen lassen sich anzeigen',
    withoutId_one:
      '{{count, number}} Eintrag der Liste hat keine ID und wurde ausgelassen. Bitte melden Sie das TK Elevator.',
    withoutId_other:
      '{{count, number}} Einträge der Liste haben keine ID und wurden ausgelassen. Bitte melden Sie das TK Elevator.',
    keptTitle: 'Sie sehen weiterhin die zuvor geladenen Anlagen.',
    noMatchFilters: 'Keine Anlage passt zu den Filtern',
    noMatchFiltersText: 'Nehmen Sie einen Filter weg, um mehr Anlagen zu sehen.',
    shown: '{{shown, number}} von {{count, number}} Anlagen werden angezeigt',
    cancel: 'Laden abbrechen',
    incompleteTitle: 'Die Liste ist unvollständig',
    incomplete:
      'Das Laden wurde nach {{received, number}} Anlagen abgebrochen. Zahlen und Suche umfassen nur diese.',
    incompleteOf:
      'Das Laden wurde nach {{received, number}} von {{total, number}} Anlagen abgebrochen. Zahlen und Suche umfassen nur diese.',
    loadAll: 'Ganze Liste laden',
    watched: 'Beobachtet',
    filters: {
      label: 'Filter',
      clear: 'Filter löschen',
      watched: 'Nur beobachtete',
      site: 'Standort: {{site}}',
      sites: '{{count, number}} Standorte',
      remove: 'Nicht mehr nach Standort filtern',
    },
    table: {
      title: 'Spalten',
      columns: 'Spalten und ihre Reihenfolge',
      left: '{{column}} nach links',
      right: '{{column}} nach rechts',
      reset: 'Übliche Spalten',
      density: 'Zeilenhöhe',
      densities: { comfortable: 'Komfortabel', compact: 'Kompakt' },
    },
    views: {
      title: 'Ansichten',
      list: 'Gespeicherte Ansichten',
      none: 'Speichern Sie Spalten, Sortierung, Suche und Filter unter einem Namen, um mit einem Klick dorthin zurückzukehren.',
      name: 'Name der Ansicht',
      save: 'Ansicht speichern',
      rename: '{{name}} umbenennen',
      renameTo: 'Neuer Name von {{name}}',
      delete: '{{name}} löschen',
      applied: 'Ansicht „{{name}}“',
      saved: 'Ansicht „{{name}}“ gespeichert',
      deleted: 'Ansicht „{{name}}“ gelöscht',
      replaces: 'Ersetzt die Ansicht dieses Namens.',
      full: 'Es ist Platz für 100 Ansichten. Löschen Sie zuerst eine.',
    },
    columns: {
      name: 'Name',
      id: 'ID',
      site: 'Standort',
      address: 'Adresse',
      city: 'Ort',
      country: 'Land',
      type: 'Typ',
      status: 'Status',
      floor: 'Etage',
      direction: 'Richtung',
      availability: 'Verfügbarkeit %',
      lastEvent: 'Letztes Ereignis',
    },
    labels: {
      type: { elevator: 'Aufzug', escalator: 'Fahrtreppe', other: 'Andere' },
      condition: {
        'in-service': 'In Betrieb',
        limited: 'Eingeschränkt',
        'out-of-service': 'Außer Betrieb',
        unknown: 'Unbekannt',
      },
      direction: { up: 'Aufwärts', down: 'Abwärts', none: 'Keine' },
    },
  },
  failure: {
    technical: 'Technische Details',
    code: 'Code',
    message: 'Meldung',
    defaults: { host: 'dem Dienst', key: 'einem ihrer Einträge' },
    facts: {
      host: 'Host',
      status: 'HTTP-Status',
      key: 'Schlüssel',
      file: 'Datei',
      reference: 'Referenz',
      seconds: 'Sekunden',
      reason: 'Grund',
      text: 'Befund',
    },
  },
  errors,
} as const satisfies Strings;
