import type { Strings } from './en.ts';

/** The German texts about why a sign-in service refuses. */
export const refusalsDe: Strings['refusals'] = {
  'wrong-password': {
    meaning: 'Der Anmeldedienst meldet, dass der Name oder das Passwort falsch ist.',
    next: 'Prüfen Sie beides und melden Sie sich erneut an. Mehrere falsche Versuche sperren das Konto.',
  },
  'unknown-account': {
    meaning: 'Der Anmeldedienst kennt dieses Konto nicht oder nicht mehr.',
    next: 'Prüfen Sie den Namen. Fragen Sie TK Elevator, ob das Konto entfernt wurde oder zu einem anderen Mandanten gehört.',
  },
  'account-locked': {
    meaning: 'Der Anmeldedienst hat dieses Konto gesperrt. MAX Desk versucht es nicht von selbst erneut.',
    next: 'Warten Sie einige Zeit, bevor Sie sich erneut anmelden, oder bitten Sie TK Elevator, das Konto zu entsperren.',
  },
  'account-disabled': {
    meaning: 'Der Anmeldedienst hat dieses Konto deaktiviert.',
    next: 'Bitten Sie TK Elevator, das Konto zu aktivieren.',
  },
  'password-expired': {
    meaning: 'Das Passwort dieses Kontos ist abgelaufen oder muss geändert werden.',
    next: 'Melden Sie sich erneut an und wählen Sie auf der Anmeldeseite ein neues Passwort.',
  },
  'second-factor': {
    meaning: 'Der Anmeldedienst verlangt einen zweiten Faktor.',
    next: 'Melden Sie sich erneut an und bestätigen Sie den zweiten Faktor in Ihrem Browser.',
  },
  'access-policy': {
    meaning: 'Eine Richtlinie des Anmeldedienstes sperrt diesen Computer, diesen Ort oder diese Anwendung.',
    next: 'Fragen Sie die IT-Abteilung, die den Anmeldedienst betreibt, nach ihren Zugriffsrichtlinien.',
  },
  'not-assigned': {
    meaning: 'Ihr Konto ist dieser Anwendung nicht zugewiesen.',
    next: 'Bitten Sie TK Elevator, Ihr Konto der Anwendung zuzuweisen.',
  },
  'consent-missing': {
    meaning: 'Dieser Anwendung hat noch niemand zugestimmt.',
    next: 'Melden Sie sich erneut an und stimmen Sie zu, oder bitten Sie TK Elevator um die Zustimmung der Administration.',
  },
  'grant-ended': {
    meaning: 'Ihre Anmeldung ist abgelaufen oder wurde widerrufen.',
    next: 'Melden Sie sich erneut an.',
  },
  'unknown-client': {
    meaning: 'Der Anmeldedienst kennt diese Anwendung nicht oder hat sie deaktiviert.',
    next: 'Prüfen Sie die Client-ID in der Verbindung mit TK Elevator.',
  },
  'client-credentials': {
    meaning: 'Der Anmeldedienst verlangt von dieser Anwendung ein Geheimnis oder ein Zertifikat.',
    next: 'Bitten Sie TK Elevator, die Anwendung als öffentlichen Client zu registrieren.',
  },
  'grant-not-allowed': {
    meaning: 'Der Anmeldedienst erlaubt diese Art der Anmeldung nicht.',
    next: 'Prüfen Sie die Client-ID und den Benutzerflow in der Verbindung mit TK Elevator.',
  },
  'wrong-scope': {
    meaning: 'Der Anmeldedienst kennt den Scope nicht, den die Verbindung anfordert.',
    next: 'Prüfen Sie die Scopes in der Verbindung mit TK Elevator.',
  },
  'unknown-policy': {
    meaning: 'Der Anmeldedienst kennt den Benutzerflow nicht.',
    next: 'Prüfen Sie die Namen der Benutzerflows in der Verbindung mit TK Elevator.',
  },
  'unknown-tenant': {
    meaning: 'Der Anmeldedienst kennt den Mandanten nicht.',
    next: 'Prüfen Sie die Adresse des Anmeldedienstes in der Verbindung mit TK Elevator.',
  },
  throttled: {
    meaning: 'Der Anmeldedienst erhält zu viele Anfragen.',
    next: 'Warten Sie einige Minuten und versuchen Sie es dann erneut.',
  },
  'provider-trouble': {
    meaning: 'Der Anmeldedienst hat zurzeit ein Problem.',
    next: 'Warten Sie einige Minuten und versuchen Sie es dann erneut. Dauert es an, fragen Sie TK Elevator nach dem Zustand des Dienstes.',
  },
};
