/** Failures of the access for other programs. */
export const agentErrorsDe = {
  'agent-unavailable': {
    title: 'Andere Programme erhalten gerade keinen Zugriff',
    meaning: 'MAX Desk konnte den Socket nicht öffnen, über den Ihre anderen Programme um Zugriff bitten.',
    next: 'Die technischen Details nennen, was im Weg ist. Entfernen Sie es, und schalten Sie den Zugriff aus und wieder ein.',
  },
  'agent-refused': {
    title: 'Das war dem Programm nicht erlaubt',
    meaning: 'Es wurde abgelehnt, oder ihm wurde weniger erlaubt, als es verlangt hat.',
    next: 'Lassen Sie das Programm erneut fragen, und erlauben Sie es dann.',
  },
  'agent-withdrawn': {
    title: 'Das Programm hat keinen Zugriff mehr',
    meaning: 'Sein Zugriff wurde entzogen oder ist abgelaufen.',
    next: 'Lassen Sie das Programm erneut fragen, und erlauben Sie es dann.',
  },
} as const;
