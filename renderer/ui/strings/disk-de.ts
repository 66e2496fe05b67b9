import type { diskEn } from './disk-en.ts';

/** The German texts about disk errors. */
export const diskDe: typeof diskEn = {
  full: {
    title: 'Der Datenträger ist voll',
    meaning: 'Für {{file}} ist kein Platz. Es bleibt keine unvollständige Datei zurück.',
    next: 'Schaffen Sie Platz oder wählen Sie einen anderen Ordner und versuchen Sie es erneut.',
  },
  denied: {
    title: 'Sie dürfen dort nicht schreiben',
    meaning: 'Das System lässt {{file}} nicht schreiben, oder ein anderes Programm hat die Datei geöffnet.',
    next: 'Wählen Sie einen anderen Ordner oder Namen, oder schließen Sie das Programm, das die Datei verwendet.',
  },
  readOnly: {
    title: 'Dieser Ort lässt sich nur lesen',
    meaning: '{{file}} liegt auf einem Datenträger, der keine Änderungen annimmt.',
    next: 'Wählen Sie einen anderen Ordner.',
  },
  inUse: {
    title: 'Ein anderes Programm verwendet die Datei',
    meaning: '{{file}} ist an anderer Stelle geöffnet.',
    next: 'Schließen Sie die Datei dort, oder wählen Sie einen anderen Namen.',
  },
  noAnswer: {
    title: 'Das Laufwerk antwortet nicht',
    meaning:
      '{{file}} liegt auf einem Laufwerk, das nicht rechtzeitig geantwortet hat, zum Beispiel auf einem Netzlaufwerk.',
    next: 'Prüfen Sie das Netzwerk oder wählen Sie einen Ordner auf diesem Computer. MAX Desk bleibt benutzbar.',
  },
  tooLong: {
    title: 'Der Name ist zu lang',
    meaning: 'Der Datenträger nimmt einen so langen Namen nicht an: {{file}}',
    next: 'Wählen Sie einen kürzeren Namen.',
  },
  noFile: {
    title: 'Etwas anderes hat diesen Namen',
    meaning: '{{file}} ist keine Datei, sondern zum Beispiel ein Ordner.',
    next: 'Wählen Sie einen anderen Namen.',
  },
  gone: {
    title: 'Der Ordner ist nicht da',
    meaning: 'Den Ort von {{file}} gibt es nicht, oder nicht mehr. Vielleicht wurde ein Laufwerk entfernt.',
    next: 'Wählen Sie einen anderen Ordner.',
  },
  tooLarge: {
    title: 'Die Datei ist zu groß',
    meaning: 'Der Datenträger nimmt {{file}} wegen der Größe nicht an.',
    next: 'Wählen Sie einen anderen Datenträger, oder speichern Sie weniger auf einmal.',
  },
  faulty: {
    title: 'Das Laufwerk hat einen Fehler',
    meaning: 'Das System meldet einen Fehler des Laufwerks, auf dem {{file}} liegt.',
    next: 'Prüfen Sie das Laufwerk und seinen Anschluss, oder wählen Sie einen anderen Ordner.',
  },
};
