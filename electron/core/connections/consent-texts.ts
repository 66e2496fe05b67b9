import type { DeskState } from '../../contract/desk.ts';
import type { AddressUse } from '../../contract/names.ts';
import type { ConnectionAddress } from '../connection/addresses.ts';
import type { Question } from '../desk/desk-ports.ts';
import { printable } from '../printable.ts';

/**
 * To keep a connection of that name and go to it; to go on with a kept one that may have been changed; or to ask its services
 * whether the answers of a set-up fit. The last says what the first does, because whoever agreed to it is not asked again when
 * the connection is saved.
 */
export type ConsentPurpose = { use: string } | { goOn: string } | 'check';

interface Texts {
  use: (name: string) => string;
  goOn: (name: string) => string;
  check: string;
  uses: Record<AddressUse, string>;
  useMeans: string;
  goOnMeans: string;
  checkMeans: string;
  yes: { use: string; check: string };
  no: string;
}

const texts: Record<DeskState['locale'], Texts> = {
  en: {
    use: (name) => `Use the connection “${name}”?`,
    goOn: (name) => `Go on using the connection “${name}”?`,
    check: 'Set up a connection to these addresses?',
    uses: { identity: 'Sign-in', api: 'API', units: 'Units', hub: 'Live updates', other: 'Also' },
    useMeans:
      'Whoever runs these addresses gets what you send there, your sign-in included. Use the connection only if you expected it from somebody you trust.',
    goOnMeans:
      'MAX Desk does not know that you have agreed to these addresses: another program may have changed the connection, or your answer was not kept. Whoever runs them gets what you send there, your sign-in included.',
    checkMeans:
      'MAX Desk asks them now whether your answers fit, without your sign-in. Once the connection is saved, whoever runs them gets what you send there, your sign-in included. Go on only if you expected them from somebody you trust.',
    yes: { use: 'Use Connection', check: 'Go On' },
    no: 'Cancel',
  },
  de: {
    use: (name) => `Verbindung „${name}“ verwenden?`,
    goOn: (name) => `Verbindung „${name}“ weiter verwenden?`,
    check: 'Verbindung zu diesen Adressen einrichten?',
    uses: {
      identity: 'Anmeldung',
      api: 'API',
      units: 'Anlagen',
      hub: 'Live-Aktualisierung',
      other: 'Außerdem',
    },
    useMeans:
      'Wer diese Adressen betreibt, bekommt, was Sie dorthin senden, auch Ihre Anmeldung. Verwenden Sie die Verbindung nur, wenn Sie sie von jemandem erwartet haben, dem Sie vertrauen.',
    goOnMeans:
      'MAX Desk weiß nicht, ob Sie diesen Adressen zugestimmt haben: Ein anderes Programm kann die Verbindung geändert haben, oder Ihre Antwort wurde nicht gespeichert. Wer sie betreibt, bekommt, was Sie dorthin senden, auch Ihre Anmeldung.',
    checkMeans:
      'MAX Desk fragt dort jetzt, ob Ihre Angaben passen, ohne Ihre Anmeldung. Ist die Verbindung gespeichert, bekommt, wer die Adressen betreibt, was Sie dorthin senden, auch Ihre Anmeldung. Fahren Sie nur fort, wenn Sie sie von jemandem erwartet haben, dem Sie vertrauen.',
    yes: { use: 'Verbindung verwenden', check: 'Fortfahren' },
    no: 'Abbrechen',
  },
};

/**
 * Each address with its use, in lines that fit into a question of the system: GTK's grows with a long word until its buttons, or
 * the end of a long host, are off the screen. Further lines of an address are indented, so that none looks like another address.
 */
export function addressLines(
  addresses: readonly ConnectionAddress[],
  language: DeskState['locale'],
): string[] {
  return addresses.flatMap(({ use, address }) => {
    const [first = '', ...more] = `${texts[language].uses[use]}: ${address}`.match(/^.{1,64}|.{1,60}/g) ?? [];
    return [first, ...more.map((line) => `    ${line}`)];
  });
}

/** The question as the system shows it. */
export function consentQuestion(
  purpose: ConsentPurpose,
  addresses: readonly ConnectionAddress[],
  language: DeskState['locale'],
): Question {
  const text = texts[language];
  const lines = addressLines(addresses, language).join('\n');
  if (purpose === 'check')
    return {
      message: text.check,
      detail: `${lines}\n\n${text.checkMeans}`,
      yes: text.yes.check,
      no: text.no,
    };
  const isNew = 'use' in purpose;
  return {
    message: isNew ? text.use(printable(purpose.use)) : text.goOn(printable(purpose.goOn)),
    detail: `${lines}\n\n${isNew ? text.useMeans : text.goOnMeans}`,
    yes: text.yes.use,
    no: text.no,
  };
}
