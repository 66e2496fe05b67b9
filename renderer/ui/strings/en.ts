import type { ErrorCode } from '../../../electron/contract.ts';

interface FailureTexts {
  readonly title: string;
  readonly meaning: string;
  readonly next: string;
}

const errors = {
  usage: {
    title: 'The request was not understood',
    meaning: 'MAX Desk was started or asked with something it does not know.',
    next: 'Check the command and its options, then try again.',
  },
  cancelled: {
    title: 'Cancelled',
    meaning: 'You stopped before it was finished. Nothing was changed.',
    next: 'Start again whenever you are ready.',
  },
  'sign-in-needed': {
    title: 'Please sign in again',
    meaning: 'Your session has ended and could not be renewed without you.',
    next: 'Choose “Sign in” and continue in your browser.',
  },
  'sign-in-not-completed': {
    title: 'The sign-in was not completed',
    meaning: 'It was cancelled on the sign-in page, or access was not granted. You are not signed in.',
    next: 'Choose “Sign in” to try again. If access is denied each time, ask TK Elevator whether your account may use this application.',
  },
  'sign-in-timed-out': {
    title: 'The sign-in took too long',
    meaning: 'Nothing came back from your browser in the time allowed. You are not signed in.',
    next: 'Choose “Sign in” to start again. If the browser did not open, use “Copy link” and open the link yourself.',
  },
  'sign-in-refused': {
    title: 'The sign-in was refused',
    meaning: 'An answer came from {{host}}, but it did not accept this sign-in.',
    next: 'Try again. If it is refused again, send the technical detail to TK Elevator.',
  },
  offline: {
    title: 'No network connection',
    meaning: 'MAX Desk could not reach {{host}}.',
    next: 'Check the network cable, Wi-Fi or VPN, then try again.',
  },
  'captive-portal': {
    title: 'This network wants you to sign in first',
    meaning:
      'A page of the network answered in place of {{host}}, as it is usual in hotels and guest networks.',
    next: 'Open any web page in your browser, complete the sign-in of the network, then try again.',
  },
  tls: {
    title: 'The secure connection cannot be trusted',
    meaning: 'The certificate of {{host}} could not be verified. The reason is often a company proxy.',
    next: 'Ask your IT department to install the root certificate of the proxy on this computer, then try again.',
  },
  clock: {
    title: 'The clock of this computer seems to be wrong',
    meaning: 'Its time is so far from that of {{host}} that sign-ins are not accepted.',
    next: 'Let the system set date and time automatically, then try again.',
  },
  'provider-unavailable': {
    title: 'The sign-in service is not available',
    meaning: 'The network works, but there was no usable answer from {{host}}.',
    next: 'Wait a few minutes, then try again. If it lasts, ask TK Elevator about the state of the service.',
  },
  'api-unavailable': {
    title: 'The API is not available',
    meaning: 'You are signed in, but there was no usable answer from {{host}}.',
    next: 'Wait a few minutes, then try again. If it lasts, ask TK Elevator about the state of the service.',
  },
  'api-refused': {
    title: 'The API refused the request',
    meaning: 'You are signed in, but this account or application is not allowed to read this from {{host}}.',
    next: 'Ask TK Elevator whether your account has access to the MAX Customer API and to these units.',
  },
  'api-key-missing': {
    title: 'A subscription key is needed',
    meaning: 'The API answers only when the subscription key of your organisation comes with the request.',
    next: 'Enter the subscription key and save it.',
  },
  'api-key-refused': {
    title: 'The subscription key was not accepted',
    meaning: 'The key that is saved here is wrong, has expired, or belongs to another product.',
    next: 'Copy the key from the MAX developer portal again and save it here.',
  },
  'api-bad-answer': {
    title: 'The API sent something unexpected',
    meaning: 'What came from {{host}} is not a list that MAX Desk can read, but for instance a web page.',
    next: 'Check the address of the API and the path of the units in the connection file. TK Elevator supplies both.',
  },
  configuration: {
    title: 'The connection file needs a correction',
    meaning: 'The problem is at {{key}}.',
    next: 'Correct it in a text editor and open the file again. TK Elevator supplies the values.',
  },
  storage: {
    title: 'Data could not be saved on this computer',
    meaning: 'MAX Desk could not read or write its own files.',
    next: 'Check the free disk space and the permissions of your user folder, then try again.',
  },
  'storage-locked': {
    title: 'The password store of the system is locked',
    meaning: 'Your sign-in is kept there, and MAX Desk cannot open it right now. Nothing is lost.',
    next: 'Unlock the keychain or keyring of your system, then try again.',
  },
  'bad-request': {
    title: 'The input was not accepted',
    meaning: 'A value is missing, too long, or not in the expected form.',
    next: 'Check what you entered, then try again.',
  },
  forbidden: {
    title: 'This action is not allowed',
    meaning: 'The request did not come from the window of MAX Desk itself, so it was turned down.',
    next: 'Restart MAX Desk. If it happens again, report it together with the technical detail.',
  },
  unexpected: {
    title: 'Something unexpected happened',
    meaning: 'MAX Desk met a problem that it does not know.',
    next: 'Try again. If it happens again, restart MAX Desk and report it together with the technical detail.',
  },
} as const satisfies Record<ErrorCode, FailureTexts>;

/** Every English text of the window. Its shape is the law for the other languages. */
export const en = {
  app: {
    name: 'MAX Desk',
    tagline: 'See your elevators and escalators through the MAX Customer API of TK Elevator.',
    version: 'MAX Desk {{version}}',
    loading: 'Starting MAX Desk…',
    simulated: 'Simulated data',
    simulatedMeaning: 'These people and units do not exist; nothing is sent to TK Elevator.',
  },
  action: { tryAgain: 'Try again' },
  settings: {
    title: 'Settings',
    language: 'Language',
    theme: 'Theme',
    languages: { system: 'System', en: 'English', de: 'Deutsch' },
    themes: { system: 'System', light: 'Light', dark: 'Dark' },
  },
  connection: {
    title: 'Connection',
    name: 'Name',
    identityHost: 'Sign-in at',
    apiHost: 'API at',
    apiHostMissing: 'not given in the connection file',
    origin: 'File',
    open: 'Open connection file…',
    explore: 'Explore with simulated data',
    neededTitle: 'Connect MAX Desk',
    neededMeaning:
      'A connection file tells MAX Desk where you sign in and where your units are. It holds no secret and no password.',
    askTitle: 'What to ask TK Elevator for',
    ask: {
      clientId: { term: 'Client ID', meaning: 'identifies this application; registered as type “Desktop”' },
      policy: { term: 'Name of the user flow', meaning: 'the sign-in page that your account uses' },
      address: { term: 'API address', meaning: 'base URL of the MAX Customer API and the path of the units' },
      key: { term: 'Subscription key', meaning: 'entered here later; it does not belong in the file' },
    },
    exploreHint: 'Nothing at hand yet? Look around with a simulated service; no account is needed.',
  },
  key: {
    label: 'Subscription key',
    hint: 'You find it in the MAX developer portal, in your profile under “Subscriptions”. It stays on this computer and goes only to the API.',
    save: 'Save key',
    saved: 'Subscription key saved',
    empty: 'Enter the key first.',
  },
  signIn: {
    button: 'Sign in',
    nextTitle: 'What happens next',
    steps: {
      browser: { title: 'Your browser opens', text: 'with the sign-in page of {{host}}.' },
      there: { title: 'You sign in there', text: 'MAX Desk never sees your password.' },
      back: { title: 'You come back here', text: 'and your units appear.' },
    },
  },
  waiting: {
    phases: {
      starting: { title: 'Preparing sign-in…', text: 'The sign-in service is being asked for its page.' },
      waiting: {
        title: 'Continue in your browser',
        text: 'The sign-in page is open in your browser. Once you are done there, your units appear here.',
      },
      noBrowser: {
        title: 'Open the sign-in page yourself',
        text: 'Your browser did not open. Copy the link into a browser on this computer; once you are done there, your units appear here.',
      },
      completing: { title: 'Finishing sign-in…', text: 'Your browser has answered. This takes a moment.' },
    },
    timeLeft: 'Time left',
    copy: 'Copy link',
    copied: 'Link copied',
    again: 'Open again',
    cancel: 'Cancel',
    trouble: 'No page to be seen? Open it again, or copy the link into a browser of your choice.',
  },
  account: {
    label: 'Signed in',
    unverified: 'from the token, not verified',
    employee: 'TK employee',
    sessionUntil: 'Session until {{time}}',
    renewed: 'renewed automatically',
    signOut: 'Sign out',
    menu: 'Accounts',
    list: 'Signed in on this computer',
    current: 'current account',
    add: 'Add account',
    signOutEverywhere: 'Sign out of the browser too',
    switched: 'You are now {{name}}',
    stays: '{{name}} stays signed in.',
    continueAs: 'Continue as {{name}}',
  },
  persistence: {
    badge: 'Not saved on this computer',
    meaning: 'You stay signed in only until MAX Desk is closed. Nothing is written to disk unencrypted.',
    reasons: {
      'no-keyring': {
        why: 'This system offers no password store that could protect your sign-in.',
        fix: 'Install and start a keyring, GNOME Keyring or KWallet for instance, then restart MAX Desk.',
      },
      locked: {
        why: 'The password store of your system is locked.',
        fix: 'Unlock the keychain or keyring, then sign in again.',
      },
      failed: {
        why: 'The password store of your system did not work.',
        fix: 'Restart the computer. If that does not help, ask your IT department to check the keychain or keyring.',
      },
    },
  },
  units: {
    title: 'Units',
    search: 'Search units',
    clearSearch: 'Clear search',
    refresh: 'Refresh',
    updatedNow: 'Updated just now',
    updated: 'Updated {{ago}}',
    count_one: '{{count, number}} unit',
    count_other: '{{count, number}} units',
    filtered_one: '{{shown, number}} of {{count, number}} unit',
    filtered_other: '{{shown, number}} of {{count, number}} units',
    matching_one: '{{shown, number}} of {{count, number}} unit matches “{{query}}”',
    matching_other: '{{shown, number}} of {{count, number}} units match “{{query}}”',
    loading: 'Loading units…',
    refreshing: 'Refreshing units…',
    progress: '{{received, number}} received',
    progressOf: '{{received, number}} of {{total, number}} received',
    breakdown: 'By status',
    emptyTitle: 'No units yet',
    emptyText: 'Your account does not see any unit. Ask TK Elevator which ones belong to it.',
    noMatchTitle: 'No unit matches “{{query}}”',
    noMatchText: 'Every word must occur in one of the columns. Try fewer or shorter words.',
    withoutIdTitle: 'Not every unit can be shown',
    withoutId_one: '{{count, number}} entry of the list has no ID and was left out. Please tell TK Elevator.',
    withoutId_other:
      '{{count, number}} entries of the list have no ID and were left out. Please tell TK Elevator.',
    keptTitle: 'You still see the units loaded before.',
    noMatchFilters: 'No unit matches the filters',
    noMatchFiltersText: 'Take a filter away to see more units.',
    shown: '{{shown, number}} of {{count, number}} units are shown',
    cancel: 'Cancel loading',
    incompleteTitle: 'The list is incomplete',
    incomplete: 'Loading was stopped after {{received, number}} units. Counts and searches cover only these.',
    incompleteOf:
      'Loading was stopped after {{received, number}} of {{total, number}} units. Counts and searches cover only these.',
    loadAll: 'Load the whole list',
    watched: 'Watched',
    filters: {
      label: 'Filter',
      clear: 'Clear filters',
      watched: 'Watched only',
      site: 'Site: {{site}}',
      sites: '{{count, number}} sites',
      remove: 'Do not filter by site any more',
    },
    table: {
      title: 'Columns',
      columns: 'Columns and their order',
      left: 'Move {{column}} to the left',
      right: 'Move {{column}} to the right',
      reset: 'Usual columns',
      density: 'Row height',
      densities: { comfortable: 'Comfortable', compact: 'Compact' },
    },
    views: {
      title: 'Views',
      list: 'Saved views',
      none: 'Save the current columns, sorting, search and filters under a name, to come back to them with one click.',
      name: 'Name of the view',
      save: 'Save view',
      rename: 'Rename {{name}}',
      renameTo: 'New name of {{name}}',
      delete: 'Delete {{name}}',
      applied: 'View “{{name}}”',
      saved: 'View “{{name}}” saved',
      deleted: 'View “{{name}}” deleted',
      replaces: 'Replaces the view of that name.',
      full: 'There is room for 100 views. Delete one first.',
    },
    columns: {
      name: 'Name',
      id: 'ID',
      site: 'Site',
      address: 'Address',
      city: 'City',
      country: 'Country',
      type: 'Type',
      status: 'Status',
      floor: 'Floor',
      direction: 'Direction',
      availability: 'Availability %',
      lastEvent: 'Last event',
    },
    labels: {
      type: { elevator: 'Elevator', escalator: 'Escalator', other: 'Other' },
      condition: {
        'in-service': 'In service',
        limited: 'Limited',
        'out-of-service': 'Out of service',
        unknown: 'Unknown',
      },
      direction: { up: 'Up', down: 'Down', none: 'None' },
    },
  },
  failure: {
    technical: 'Technical detail',
    code: 'Code',
    message: 'Message',
    /** What a text says where main named no detail. Each stands in the middle of a sentence. */
    defaults: { host: 'the service', key: 'one of its entries' },
    facts: {
      host: 'Host',
      status: 'HTTP status',
      key: 'Key',
      file: 'File',
      reference: 'Reference',
      seconds: 'Seconds',
      reason: 'Reason',
      text: 'Finding',
    },
  },
  errors,
} as const;

type Widened<T> = T extends string ? string : { readonly [K in keyof T]: Widened<T[K]> };

/** The shape of a language: the keys of the English texts, all of them. */
export type Strings = Widened<typeof en>;
