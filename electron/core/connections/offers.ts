import { parseArgs } from 'node:util';

/** Something from outside that might hold a connection: a link, or the path of a file. */
export interface Offer {
  source: 'link' | 'file';
  value: string;
}

/**
 * The links and files among a program's arguments, wherever the system has put them: by how they look. What follows
 * `--connection` was typed by the person, so it is not an offer.
 */
export function offersIn(argv: readonly string[]): Offer[] {
  return parse(argv).positionals.flatMap((value): Offer[] => {
    if (/^maxdesk:/i.test(value)) return [{ source: 'link', value }];
    return /\.maxdesk$/i.test(value) ? [{ source: 'file', value }] : [];
  });
}

/** The same of a start that finds the app running: what it was to open is offered there. */
export function offersOfOtherStart(argv: readonly string[]): Offer[] {
  const { connection } = parse(argv).values;
  const asked = typeof connection === 'string' && connection !== '' ? connection : undefined;
  return asked === undefined ? offersIn(argv) : [{ source: 'file', value: asked }, ...offersIn(argv)];
}

function parse(argv: readonly string[]) {
  return parseArgs({
    args: [...argv],
    options: { connection: { type: 'string' } },
    strict: false,
    allowPositionals: true,
  });
}
