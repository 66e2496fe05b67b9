/** Failures of the access for other programs. */
export const agentErrorsEn = {
  'agent-unavailable': {
    title: 'Other programs get no access now',
    meaning: 'MAX Desk could not open the socket by which other programs of yours ask it for access.',
    next: 'The technical detail names what is in the way. Remove it, then switch the access off and on again.',
  },
  'agent-refused': {
    title: 'The program was not allowed this',
    meaning: 'It was refused, or it was allowed less than it asked for.',
    next: 'Let the program ask again, and allow it then.',
  },
  'agent-withdrawn': {
    title: 'The program has no access any more',
    meaning: 'Its access was taken back or has ended.',
    next: 'Let the program ask again, and allow it then.',
  },
} as const;
