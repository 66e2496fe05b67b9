/** The English texts of signing in, and of who is signed in. */

export const signInEn = {
  button: 'Sign in',
  nextTitle: 'What happens next',
  steps: {
    browser: { title: 'Your browser opens', text: 'with the sign-in page of {{host}}.' },
    there: { title: 'You sign in there', text: 'MAX Desk never sees your password.' },
    back: { title: 'You come back here', text: 'and your units appear.' },
  },
} as const;

export const waitingEn = {
  phases: {
    starting: { title: 'Preparing sign-in…', text: 'The sign-in service is being asked for its page.' },
    waiting: {
      title: 'Continue in your browser',
      text: 'The sign-in page opens in your browser. Once you are done there, your units appear here.',
    },
    noBrowser: {
      title: 'Open the sign-in page yourself',
      text: 'Your browser did not open. Copy the link into a browser on this computer; once you are done there, your units appear here.',
    },
    completing: { title: 'Finishing sign-in…', text: 'Your browser has answered. This takes a moment.' },
    profile: {
      title: 'Edit your profile in the browser',
      text: 'The page of the sign-in service opens in your browser. Once you have saved there, MAX Desk shows the change.',
    },
  },
  timeLeft: 'Time left',
  copy: 'Copy link',
  copied: 'Link copied',
  again: 'Open again',
  trouble: 'Don’t see the page? Open it again, or copy the link into a browser of your choice.',
} as const;

export const signInPagesEn = {
  passwordForgotten: {
    title: 'The password is reset elsewhere',
    meaning:
      'You chose “Forgot your password?”, but this connection does not name the page of the service on which a password is reset.',
    next: 'Reset the password where you usually sign in to the service, then choose “Sign in” here. TK Elevator knows the name of the user flow: once it is in the connection (“User flow for a forgotten password”), MAX Desk leads you there.',
  },
  ended: {
    title: 'The sign-in page has expired',
    meaning: 'It was open for too long, or there were too many tries on it.',
    next: 'Start again: a new page opens in your browser.',
  },
  mixedUp: {
    title: 'The sign-in came from another service',
    meaning:
      'The response did not come from {{host}}, was not meant for MAX Desk, or is no longer valid. MAX Desk did not use it.',
    next: 'Check the connection before you sign in again: somebody may have made it to get hold of your sign-in. If it happens again, tell TK Elevator.',
  },
} as const;

export const accountEn = {
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
  editProfile: 'Edit profile…',
  signOutEverywhere: 'Sign out of the browser too',
  switched: 'You are now {{name}}',
  stays: '{{name}} stays signed in.',
  continueAs: 'Continue as {{name}}',
} as const;

export const pastedEn = {
  open: 'Use a token from the developer portal…',
  title: 'Use a token from the developer portal',
  about:
    'It is used until it expires or MAX Desk is closed, is never written to disk, and cannot be renewed.',
  hint: 'Paste it, or drop a text file here.',
  file: 'Choose a text file…',
  fileTooLong: 'This file is too long to be a token.',
  use: 'Use this token',
  tag: 'pasted token',
  unnamed: 'Pasted token',
  notRenewed: 'not renewed',
  notRenewedNote: 'It was pasted: it is not renewed, and MAX Desk forgets it when it is closed.',
  noEnd: 'The token does not say when it expires.',
  used: 'You are signed in with the pasted token.',
  says: 'What it says (not verified)',
  careful: 'It may not work here',
  refused: {
    'no-token': 'This is not an access token. Copy all of it, and nothing else.',
    expired: 'This token has already expired. Get a new one from the developer portal.',
  },
  warnings: {
    opaque: 'It cannot be decoded. The first request will show whether it works.',
    'no-expiry': 'It does not say when it expires.',
    'not-yet': 'It is not valid yet. Perhaps the clock of this computer is slow.',
    'ends-soon': 'It expires in less than five minutes.',
    issuer: 'It was not issued by the sign-in service of this connection.',
    audience: 'It does not say whom it is for.',
    'id-token': 'It looks like an ID token, which is for the application and not for the API.',
    scope: 'It does not name the permission for the API of this connection.',
  },
  ended: {
    title: 'The pasted token is no longer valid',
    meaning: 'It has expired, or the API does not accept it any more. A pasted token cannot be renewed.',
    next: 'Paste a new one from the developer portal, or sign in.',
  },
} as const;
