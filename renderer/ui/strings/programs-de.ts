/** The German texts about programs that use the sign-in of the window. */
export const programsDe = {
  programs: {
    title: 'Programme',
    about: 'Was Ihre Anmeldung benutzt, ohne eine eigene zu haben.',
    open: 'Programme…',
    phases: {
      off: 'Solange dies aus ist, kann kein Programm um Zugriff bitten.',
      listening:
        'Ein Programm fragt einmal, mit seinem Namen und einem Code, und Sie entscheiden. Die Befehlszeile koppeln Sie, indem Sie in einem Terminal „max-desk agent pair“ ausführen.',
      elsewhere:
        'Ein anderes Fenster von MAX Desk auf diesem Computer antwortet den Programmen. Dieses übernimmt binnen einer Minute, nachdem jenes geschlossen ist.',
    },
    quiet: 'Die letzten drei Programme wurden nicht zugelassen. Ab {{time}} können Programme wieder fragen.',
    endQuiet: 'Programme jetzt fragen lassen',
    quietEnded: 'Programme können wieder um Zugriff bitten.',
    socket: 'Socket: {{path}}',
    none: 'Kein Programm ist gekoppelt.',
    list: 'Gekoppelte Programme',
    by: '{{account}}, {{connection}}',
    path: 'Pfad',
    asItSays: 'Name und Pfad gibt das Programm selbst an.',
    rights: {
      legend: 'Was es darf',
      calls: 'Nur Aufrufe',
      token: 'Access-Token',
    },
    rightsMean: {
      calls:
        'MAX Desk ruft die API für das Programm auf und erstellt ihm Verfügbarkeitsberichte Ihrer Anlagen. Das Access-Token verlässt MAX Desk nie.',
      token:
        'Es erhält das Access-Token, den Abonnementschlüssel und Verfügbarkeitsberichte Ihrer Anlagen. Nachdem Sie den Zugriff entzogen haben, kann es das Token noch benutzen, bis es abläuft, und den Schlüssel, bis er geändert wird.',
    },
    terms: {
      legend: 'Wie lange',
      once: 'Einmal',
      'eight-hours': 'Für acht Stunden',
      'until-withdrawn': 'Bis Sie ihn entziehen',
    },
    until: 'Bis {{time}}',
    expired: 'Abgelaufen',
    neverUsed: 'Noch nicht benutzt',
    used: 'Zuletzt benutzt {{time}}',
    withdraw: 'Entziehen',
    withdrawOf: 'Den Zugriff von {{name}} entziehen',
    withdrawTitle: 'Den Zugriff von „{{name}}“ entziehen?',
    withdrawCalls:
      'Seine nächste Anfrage wird abgelehnt, und es erfährt den Grund. Um MAX Desk wieder zu benutzen, muss es neu gekoppelt werden.',
    withdrawToken:
      'Es erhält kein weiteres Access-Token und erfährt den Grund. Das Token, das es schon hat, gilt, bis es abläuft, und der Abonnementschlüssel, bis er geändert wird. Um MAX Desk wieder zu benutzen, muss es neu gekoppelt werden.',
    withdrawn: 'Zugriff entzogen: {{name}}',
    waiting: 'Ein Programm wartet auf Sie',
    asks: '„{{name}}“ bittet um Zugriff',
    answer: 'Antworten…',
    answerProgram: 'Dem Programm antworten, das um Zugriff bittet…',
    question: 'Ein Programm bittet um Zugriff',
    questionAbout:
      'Es möchte Ihre Anmeldung benutzen. Erlauben Sie das nur, wenn Sie das Programm gerade selbst gestartet haben.',
    program: 'Programm',
    code: 'Code',
    compare: 'Das Programm zeigt ebenfalls einen Code. Ist es ein anderer, lehnen Sie ab.',
    account: 'Konto',
    allow: 'Zugriff erlauben',
    refuse: 'Ablehnen',
    later: 'Später',
    allowed: 'Zugriff erlaubt: {{name}}',
    refused: 'Zugriff abgelehnt: {{name}}',
    expires: 'Läuft ab in {{time}}',
    over: 'Diese Anfrage ist vorbei: Sie wurde nicht rechtzeitig beantwortet, oder das Programm wartet nicht mehr. Nichts wurde erlaubt. Starten Sie die Kopplung im Programm neu, wenn Sie sie wünschen.',
    lost: 'Die Anfrage von „{{name}}“ ist vorbei. Nichts wurde erlaubt.',
  },
} as const;
