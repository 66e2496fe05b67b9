/** The English texts about a proxy that requires a user name and a password. */
export const proxyEn = {
  proxy: {
    title: 'The proxy asks for a password',
    about: 'The proxy {{proxy}} asks for a user name and a password before it lets MAX Desk out.',
    user: 'User name',
    password: 'Password',
    kept: 'Not the password with which you sign in to MAX: your IT department knows which ones belong here. They are given to this proxy only. MAX Desk keeps them encrypted; without a password store of the system it forgets them when it quits.',
    rejected: 'The proxy does not accept this user name and password.',
    answer: 'Continue',
    decline: 'Stay offline',
    signedIn: 'The proxy {{proxy}} has taken the user name and the password that MAX Desk knows.',
    forget: 'Forget them',
    enter: 'Enter user name and password…',
  },
} as const;

/** Failures of such a proxy. */
export const proxyErrorsEn = {
  'proxy-sign-in': {
    title: 'The proxy asks for a user name and a password',
    meaning: 'Your network leads out through {{proxy}}, which lets nobody pass without them.',
    next: 'Enter them when MAX Desk asks, or under Settings, Proxy. Your IT department knows which ones.',
  },
  'proxy-refused': {
    title: 'The proxy gives no connection',
    meaning:
      'Your network leads out through a proxy. It does not answer, or does not let MAX Desk reach {{host}}.',
    next: 'Check the network and VPN. If other programs reach the internet, ask your IT department to let MAX Desk through the proxy.',
  },
} as const;
