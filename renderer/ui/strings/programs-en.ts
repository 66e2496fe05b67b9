/** The English texts about programs that use the sign-in of the window. */
export const programsEn = {
  programs: {
    title: 'Programs',
    about: 'What uses your sign-in without one of its own.',
    open: 'Programs…',
    phases: {
      off: 'No program can ask for access while this is off.',
      listening:
        'A program asks once, by its name and a code, and you decide. To pair the command line, run “max-desk agent pair” in a terminal.',
      elsewhere:
        'Another window of MAX Desk on this computer answers the programs. This one takes over within a minute after that one is closed.',
    },
    quiet: 'The last three programs were not allowed. Programs can ask again at {{time}}.',
    endQuiet: 'Let programs ask now',
    quietEnded: 'Programs can ask for access again.',
    socket: 'Socket: {{path}}',
    none: 'No program is paired.',
    list: 'Paired programs',
    by: '{{account}}, {{connection}}',
    path: 'Path',
    asItSays: 'Name and path are what the program says of itself.',
    rights: {
      legend: 'What it may do',
      calls: 'Calls only',
      token: 'Access token',
    },
    rightsMean: {
      calls:
        'MAX Desk makes its calls to the API, and availability reports of your units for it. The access token never leaves MAX Desk.',
      token:
        'It gets the access token, the subscription key and availability reports of your units. After you have withdrawn the access, it can still use the token until that expires, and the key until that is changed.',
    },
    terms: {
      legend: 'For how long',
      once: 'Once',
      'eight-hours': 'For eight hours',
      'until-withdrawn': 'Until you withdraw it',
    },
    until: 'Until {{time}}',
    expired: 'Expired',
    neverUsed: 'Not used yet',
    used: 'Last used {{time}}',
    withdraw: 'Withdraw',
    withdrawOf: 'Withdraw the access of {{name}}',
    withdrawTitle: 'Withdraw the access of “{{name}}”?',
    withdrawCalls:
      'Its next request is refused, and it is told why. To use MAX Desk again, it has to be paired anew.',
    withdrawToken:
      'It gets no further access token, and is told why. The one that it has stays good until it expires, and the subscription key until it is changed. To use MAX Desk again, it has to be paired anew.',
    withdrawn: 'Access withdrawn: {{name}}',
    waiting: 'A program waits for you',
    asks: '“{{name}}” asks for access',
    answer: 'Answer…',
    answerProgram: 'Answer the program that asks for access…',
    question: 'A program asks for access',
    questionAbout:
      'It wants to use your sign-in. Allow it only if you have just started the program yourself.',
    program: 'Program',
    code: 'Code',
    compare: 'The program shows a code, too. If it is another one, refuse.',
    account: 'Account',
    allow: 'Allow access',
    refuse: 'Refuse',
    later: 'Later',
    allowed: 'Access allowed: {{name}}',
    refused: 'Access refused: {{name}}',
    expires: 'Expires in {{time}}',
    over: 'This request is over: it was not answered in time, or the program does not wait any more. Nothing was allowed. Start the pairing in the program again if you want it.',
    lost: 'The request of “{{name}}” is over. Nothing was allowed.',
  },
} as const;
