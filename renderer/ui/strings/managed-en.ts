/** The English texts about the organisation's policy and about updates. */
export const managedEn = {
  managed: {
    title: 'Managed by your organisation',
    by: 'Managed by your organisation ({{origin}})',
    about: 'Your organisation has decided the following. Your IT department can tell you why.',
    from: 'from {{origin}}',
    on: 'on',
    off: 'off',
    none: 'none',
    days_one: '{{count, number}} day',
    days_other: '{{count, number}} days',
    logLevels: {
      error: 'errors only',
      warn: 'warnings and errors',
      info: 'what happens',
      debug: 'every detail',
    },
    keys: {
      connections: 'Connections',
      allowedHosts: 'Allowed hosts',
      updates: 'Updates by MAX Desk itself',
      updateChannel: 'Update channel',
      updateDeferralDays: 'Updates are put off by',
      clipboardSeconds: 'Clear a copied token after',
      startWithSystem: 'Start with the system',
      simulator: 'Simulated data',
      agent: 'Access for other programs',
      logLevel: 'Log',
    },
  },
  updates: {
    title: 'Updates',
    off: 'This MAX Desk does not look for newer versions.',
    idle: 'No newer version is known.',
    checked: 'Last checked: {{time}}.',
    checking: 'Looking for a newer version…',
    available: 'Version {{version}} is available. Install it the way MAX Desk was installed.',
    downloading: 'Version {{version}} is being downloaded: {{progress, number}} %',
    progress: 'Download of the newer version',
    ready: 'Version {{version}} is ready to be installed.',
    failed: 'Update failed',
    newer: 'Version {{version}} is available',
    check: 'Check now',
    restart: 'Restart to update…',
    restartTitle: 'Restart MAX Desk now?',
    restartText: 'MAX Desk closes, installs version {{version}} and opens again.',
    restartSignIn: 'Your sign-in is not saved on this computer: you will have to sign in again.',
    restartNow: 'Restart now',
    later: 'Later',
  },
} as const;

/** Failures of the policy and of updates. */
export const managedErrorsEn = {
  managed: {
    title: 'Your organisation does not allow this',
    meaning: 'A policy on this computer decides it. Nothing was sent or changed.',
    next: 'Ask your IT department whether it may be allowed.',
  },
  policy: {
    title: 'Your organisation’s policy cannot be used',
    meaning: 'The problem is at {{key}}. Until it is corrected, MAX Desk connects to nothing.',
    next: 'Send the technical detail to your IT department, and restart MAX Desk once the policy is corrected.',
  },
  'update-failed': {
    title: 'The update did not work',
    meaning: 'The newer version could not be fetched, checked or installed. You go on with this one.',
    next: 'Finish a sign-in that is under way and try again later. If it fails again, ask your IT department to install the new version.',
  },
} as const;
