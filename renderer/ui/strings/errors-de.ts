import { agentErrorsDe } from './agent-errors-de.ts';
import type { Strings } from './en.ts';
import { managedErrorsDe } from './managed-de.ts';
import { proxyErrorsDe } from './proxy-de.ts';

/** The German texts of failures. Placeholders for hosts are in the dative, so that the default "dem Dienst" fits everywhere. */
export const errorsDe: Strings['errors'] = {
  usage: {
    title: 'Die Anfrage wurde nicht verstanden',
    meaning: 'MAX Desk wurde mit einer Angabe gestartet oder aufgerufen, die es nicht kennt.',
    next: 'Prüfen Sie den Befehl und seine Optionen und versuchen Sie es erneut.',
  },
  cancelled: {
    title: 'Abgebrochen',
    meaning: 'Sie haben den Vorgang vor dem Ende abgebrochen. Es wurde nichts geändert.',
    next: 'Beginnen Sie neu, sobald Sie möchten.',
  },
  'sign-in-needed': {
    title: 'Bitte melden Sie sich erneut an',
    meaning: 'Ihre Sitzung ist abgelaufen und ließ sich nicht ohne Sie verlängern.',
    next: 'Wählen Sie „Anmelden“ und fahren Sie in Ihrem Browser fort.',
  },
  'sign-in-not-completed': {
    title: 'Die Anmeldung wurde nicht abgeschlossen',
    meaning:
      'Sie wurde auf der Anmeldeseite abgebrochen, oder der Zugriff wurde nicht gewährt. Sie sind nicht angemeldet.',
    next: 'Wählen Sie „Anmelden“, um es erneut zu versuchen. Wird der Zugriff jedes Mal verweigert, fragen Sie TK Elevator, ob Ihr Konto diese Anwendung nutzen darf.',
  },
  'sign-in-timed-out': {
    title: 'Die Anmeldung hat zu lange gedauert',
    meaning: 'Aus Ihrem Browser kam in der vorgesehenen Zeit keine Antwort. Sie sind nicht angemeldet.',
    next: 'Wählen Sie „Anmelden“, um neu zu beginnen. Hat sich der Browser nicht geöffnet, nutzen Sie „Link kopieren“ und öffnen Sie den Link selbst. Zeigte er statt der Anmeldeseite einen Fehler, prüfen Sie die Verbindung: Die Umleitungsadresse ist vielleicht nicht registriert (AADB2C90006).',
  },
  'sign-in-refused': {
    title: 'Die Anmeldung wurde abgelehnt',
    meaning: 'Diese Anmeldung wurde von {{host}} nicht angenommen.',
    next: 'Versuchen Sie es erneut. Wird die Anmeldung wieder abgelehnt, senden Sie die technischen Details an TK Elevator.',
  },
  offline: {
    title: 'Keine Netzwerkverbindung',
    meaning: 'MAX Desk erhält keine Verbindung zu {{host}}.',
    next: 'Prüfen Sie Netzwerkkabel, WLAN oder VPN und versuchen Sie es erneut.',
  },
  'captive-portal': {
    title: 'Dieses Netzwerk verlangt zuerst eine eigene Anmeldung',
    meaning:
      'Anstelle einer Antwort von {{host}} kam eine Seite des Netzwerks, wie es in Hotels und Gastnetzen üblich ist.',
    next: 'Öffnen Sie im Browser eine beliebige Webseite, schließen Sie die Anmeldung am Netzwerk ab und versuchen Sie es erneut.',
  },
  tls: {
    title: 'Der sicheren Verbindung ist nicht zu trauen',
    meaning: 'Das Zertifikat von {{host}} ließ sich nicht prüfen. Häufig liegt das an einem Firmenproxy.',
    next: 'Bitten Sie Ihre IT-Abteilung, das Stammzertifikat des Proxys auf diesem Computer zu installieren, und versuchen Sie es danach erneut.',
  },
  clock: {
    title: 'Die Uhr dieses Computers scheint falsch zu gehen',
    meaning: 'Ihre Zeit weicht so weit von {{host}} ab, dass Anmeldungen nicht angenommen werden.',
    next: 'Lassen Sie Datum und Uhrzeit automatisch vom System einstellen und versuchen Sie es erneut.',
  },
  'provider-unavailable': {
    title: 'Der Anmeldedienst ist nicht verfügbar',
    meaning: 'Das Netzwerk funktioniert, aber von {{host}} kam keine brauchbare Antwort.',
    next: 'Warten Sie einige Minuten und versuchen Sie es erneut. Hält die Störung an, fragen Sie TK Elevator nach dem Zustand des Dienstes.',
  },
  'api-unavailable': {
    title: 'Die API ist nicht verfügbar',
    meaning: 'Sie sind angemeldet, aber von {{host}} kam keine brauchbare Antwort.',
    next: 'Warten Sie einige Minuten und versuchen Sie es erneut. Hält die Störung an, fragen Sie TK Elevator nach dem Zustand des Dienstes.',
  },
  'api-refused': {
    title: 'Die API hat die Anfrage abgelehnt',
    meaning:
      'Sie sind angemeldet, aber dieses Konto oder diese Anwendung darf die Daten nicht von {{host}} lesen.',
    next: 'Fragen Sie TK Elevator, ob Ihr Konto Zugriff auf die MAX Customer API und auf diese Anlagen hat.',
  },
  'api-key-missing': {
    title: 'Ein Abonnementschlüssel wird benötigt',
    meaning: 'Die API antwortet nur, wenn die Anfrage den Abonnementschlüssel Ihrer Organisation enthält.',
    next: 'Geben Sie den Abonnementschlüssel ein und speichern Sie ihn.',
  },
  'api-key-refused': {
    title: 'Der Abonnementschlüssel wurde nicht angenommen',
    meaning: 'Der gespeicherte Schlüssel ist falsch, abgelaufen oder gehört zu einem anderen Produkt.',
    next: 'Kopieren Sie den Schlüssel erneut aus dem MAX-Entwicklerportal und speichern Sie ihn hier.',
  },
  'api-bad-answer': {
    title: 'Die API hat etwas Unerwartetes gesendet',
    meaning:
      'Was von {{host}} kam, ist keine Liste, die MAX Desk lesen kann, sondern zum Beispiel eine Webseite.',
    next: 'Prüfen Sie die Adresse der API und den Pfad der Anlagen in der Verbindungsdatei. TK Elevator nennt Ihnen beides.',
  },
  'nothing-found': {
    title: 'Keine Treffer',
    meaning: 'Die Liste wurde geladen, aber nichts darin entspricht der Suche.',
    next: 'Suchen Sie nach etwas anderem.',
  },
  configuration: {
    title: 'Die Verbindungsdatei muss korrigiert werden',
    meaning: 'Das Problem liegt bei {{key}}.',
    next: 'Korrigieren Sie die Stelle in einem Texteditor und öffnen Sie die Datei erneut. Die Werte erhalten Sie von TK Elevator.',
  },
  storage: {
    title: 'Auf diesem Computer ließen sich keine Daten speichern',
    meaning: 'MAX Desk konnte eine Datei nicht lesen oder schreiben.',
    next: 'Prüfen Sie den freien Speicherplatz und die Rechte des Ordners und versuchen Sie es erneut.',
  },
  'storage-locked': {
    title: 'Der Passwortspeicher des Systems ist gesperrt',
    meaning:
      'Dort liegt Ihre Anmeldung, und MAX Desk kann ihn gerade nicht öffnen. Es ist nichts verloren gegangen.',
    next: 'Entsperren Sie den Schlüsselbund Ihres Systems und versuchen Sie es erneut.',
  },
  ...managedErrorsDe,
  ...agentErrorsDe,
  ...proxyErrorsDe,
  'bad-request': {
    title: 'Die Eingabe wurde nicht angenommen',
    meaning: 'Ein Wert fehlt, ist zu lang oder hat nicht die erwartete Form.',
    next: 'Prüfen Sie Ihre Eingabe und versuchen Sie es erneut.',
  },
  forbidden: {
    title: 'Diese Aktion ist nicht erlaubt',
    meaning: 'Die Anfrage kam nicht aus dem Fenster von MAX Desk selbst und wurde deshalb abgewiesen.',
    next: 'Starten Sie MAX Desk neu. Tritt es wieder auf, melden Sie es zusammen mit den technischen Details.',
  },
  unexpected: {
    title: 'Etwas Unerwartetes ist geschehen',
    meaning: 'MAX Desk ist auf ein Problem gestoßen, das es nicht kennt.',
    next: 'Versuchen Sie es erneut. Tritt es wieder auf, starten Sie MAX Desk neu und melden Sie es zusammen mit den technischen Details.',
  },
};
