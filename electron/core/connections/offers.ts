import { argumentsIn } from '../start-arguments.ts';

/** A link or a file path from outside that may contain a connection. */
export interface Offer {
  source: 'link' | 'file';
  value: string;
}

/**
 * Recognises links and files among a program's arguments by their form, wherever the system has put them. The value of
 * `--connection` was typed by the user, so it is not an offer.
 */
export function offersIn(argv: readonly string[]): Offer[] {
  return argumentsIn(argv).positionals.flatMap((value): Offer[] => {
    if (/^maxdesk:/i.test(value)) return [{ source: 'link', value }];
    return /\.maxdesk$/i.test(value) ? [{ source: 'file', value }] : [];
  });
}

/** The same for a second start: what it was asked to open becomes an offer in the running app. */
export function offersOfOtherStart(argv: readonly string[]): Offer[] {
  const { connection } = argumentsIn(argv).values;
  const asked = typeof connection === 'string' && connection !== '' ? connection : undefined;
  return asked === undefined ? offersIn(argv) : [{ source: 'file', value: asked }, ...offersIn(argv)];
}
