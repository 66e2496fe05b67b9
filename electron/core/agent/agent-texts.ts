import type { DeskState } from '../../contract/desk.ts';
import type { Notice } from '../ports.ts';

/** Tells that a program asks. Not its name: that is what the program says. */
export const askedNotice: Record<DeskState['locale'], Notice> = {
  en: {
    title: 'A program asks for access',
    body: 'A program on this computer asks for access by MAX Desk. Open MAX Desk to allow or to refuse it.',
  },
  de: {
    title: 'Ein Programm fragt nach Zugriff',
    body: 'Ein Programm auf diesem Computer fragt nach Zugriff über MAX Desk. Öffnen Sie MAX Desk, um ihn zu erlauben oder abzulehnen.',
  },
};
