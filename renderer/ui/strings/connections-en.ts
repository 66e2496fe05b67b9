/** The English texts of connections and their subscription key. */

export const connectionEn = {
  title: 'Connection',
  identityHost: 'Sign-in at',
  apiHost: 'API at',
  apiHostMissing: 'not given in the connection file',
  open: 'Open connection file…',
  explore: 'Explore with simulated data',
  neededTitle: 'Connect MAX Desk',
  neededMeaning:
    'MAX Desk has to know where you sign in and where your units are. Set that up, or open the connection file that you were given; it holds no secret and no password.',
  askTitle: 'What to ask TK Elevator for',
  ask: {
    clientId: { term: 'Client ID', meaning: 'identifies this application; registered as type “Desktop”' },
    policy: { term: 'Name of the user flow', meaning: 'the sign-in page that your account uses' },
    address: { term: 'API address', meaning: 'base URL of the MAX Customer API and the path of the units' },
    key: { term: 'Subscription key', meaning: 'entered here later; it does not belong in the file' },
  },
  exploreHint: 'Don’t have these yet? Look around with a simulated service; no account is needed.',
} as const;

export const connectionsEn = {
  list: 'Known connections',
  none: 'No connection',
  current: 'current connection',
  others: 'Other connections',
  switched: 'Connected to {{name}}',
  change: 'Change {{name}}',
  color: 'Colour',
  colors: {
    blue: 'Blue',
    teal: 'Teal',
    green: 'Green',
    gold: 'Gold',
    orange: 'Orange',
    red: 'Red',
    purple: 'Purple',
    grey: 'Grey',
  },
  remove: 'Remove…',
  removeTitle: 'Remove “{{name}}”?',
  removeMeaning: 'MAX Desk forgets this connection, and on this computer also:',
  forgotten: {
    signIns: 'who is signed in there, with all tokens',
    key: 'the subscription key',
    units: 'the units loaded last',
  },
  stays: 'The connection file itself stays where it is. So does the session of your browser.',
  simulatedStays: 'You can explore the simulated data again at any time.',
  removed: '{{name}} was removed',
} as const;

export const keyEn = {
  hint: 'You find it in the MAX developer portal, in your profile under “Subscriptions”. It stays on this computer and goes only to the API.',
  save: 'Save key',
  saved: 'Subscription key saved',
  empty: 'Enter the key first.',
} as const;
