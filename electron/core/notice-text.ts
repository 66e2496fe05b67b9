import { fittingText } from '../contract/fitting-text.ts';
import { printable } from './printable.ts';

/** A name from outside for a notification: on Linux its text is markup, and a name may contain a line break. */
export function noticeText(name: string): string {
  return fittingText(printable(name).replace(/</g, '‹').replace(/&/g, '＆').trim(), 80);
}
