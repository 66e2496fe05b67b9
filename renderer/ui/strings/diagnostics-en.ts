/** The English texts about diagnostics, and about problems inside MAX Desk. */
export const diagnosticsEn = {
  diagnostics: {
    open: 'Save diagnostics…',
    title: 'Save diagnostics',
    about:
      'One file for whoever helps you. It is saved where you choose, and sent nowhere. You can open it and look into it.',
    inside: 'It holds',
    contents: {
      about: 'the versions of MAX Desk, of its engine and of the system',
      settings: 'your settings, and how the connection stands',
      check: 'a check of the connection, made now; that takes up to 20 seconds',
      log: 'the log: what MAX Desk has done and when, hosts and errors',
    },
    outside:
      'It holds no tokens, passwords or keys, no names or e-mail addresses of accounts, and no list of units.',
    saving: 'Checking and saving…',
  },
  trouble: {
    'window-restored': {
      title: 'The window had to be loaded again',
      meaning:
        'It had stopped because of an error. Your sign-in is not affected; what you were typing or exporting is lost.',
    },
    internal: {
      title: 'Something went wrong inside MAX Desk',
      meaning:
        'It keeps running. If something does not behave as it should, quit MAX Desk and start it again.',
    },
    'sign-in-lost': {
      title: 'You have to sign in again',
      meaning:
        'What was saved of your sign-in cannot be used: it is damaged, an older copy was put in its place, or its key has gone from the password store of this computer.',
    },
    'data-lost': {
      title: 'Something that was saved here was set aside',
      meaning:
        'It is damaged, or an older copy was put in its place: a subscription key, a list, or what you watched or sent. MAX Desk loads it again or asks you for it.',
    },
    'newer-data': {
      title: 'Some of what is saved here comes from a newer version of MAX Desk',
      meaning:
        'This version cannot read it and leaves it as it is. It is back as soon as you use the newer version again.',
    },
    dismiss: 'Dismiss',
  },
  crash: {
    title: 'This view cannot be shown',
    meaning: 'The reason is an error in MAX Desk. Your sign-in is not affected.',
    next: 'Try again. If that does not help, load the window again; if it happens again, save diagnostics for your support.',
    reload: 'Load the window again',
  },
};
