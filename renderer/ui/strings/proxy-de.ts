/** The German texts about a proxy that requires a user name and a password. */
export const proxyDe = {
  proxy: {
    title: 'Der Proxy verlangt ein Passwort',
    about:
      'Der Proxy {{proxy}} verlangt einen Benutzernamen und ein Passwort, bevor er MAX Desk hinauslässt.',
    user: 'Benutzername',
    password: 'Passwort',
    kept: 'Nicht das Passwort, mit dem Sie sich bei MAX anmelden: Ihre IT-Abteilung weiß, was hier gilt. Beides erhält nur dieser Proxy. MAX Desk bewahrt es verschlüsselt auf; ohne Passwortspeicher des Systems vergisst es beides beim Beenden.',
    rejected: 'Der Proxy nimmt diesen Benutzernamen und dieses Passwort nicht an.',
    answer: 'Weiter',
    decline: 'Offline bleiben',
    signedIn:
      'Der Proxy {{proxy}} hat den Benutzernamen und das Passwort angenommen, die MAX Desk bekannt sind.',
    forget: 'Beides vergessen',
    enter: 'Benutzername und Passwort eingeben…',
  },
} as const;

/** Failures of such a proxy. */
export const proxyErrorsDe = {
  'proxy-sign-in': {
    title: 'Der Proxy verlangt Benutzername und Passwort',
    meaning: 'Ihr Netzwerk führt über {{proxy}} nach außen, und ohne beides lässt er niemanden durch.',
    next: 'Geben Sie beides ein, wenn MAX Desk danach fragt, oder unter Einstellungen, Proxy. Ihre IT-Abteilung weiß, was hier gilt.',
  },
  'proxy-refused': {
    title: 'Der Proxy gibt keine Verbindung',
    meaning:
      'Ihr Netzwerk führt über einen Proxy nach außen. Er antwortet nicht oder lässt MAX Desk nicht zu {{host}}.',
    next: 'Prüfen Sie Netzwerk und VPN. Wenn andere Programme ins Internet kommen, bitten Sie Ihre IT-Abteilung, MAX Desk durch den Proxy zu lassen.',
  },
} as const;
