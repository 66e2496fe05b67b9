/** Values that look like those that were recorded. */

const HOUR_MS = 3_600_000;

// V8 has it, TypeScript's types do not yet: JSON.stringify writes its text as it is.
const { rawJSON } = JSON as unknown as { readonly rawJSON: (json: string) => unknown };

/** A number with these digits, for JSON.stringify. */
export function writtenAs(digits: string): unknown {
  return rawJSON(digits);
}

const TEXTS: Readonly<Record<string, string>> = {
  blank: '',
  'long text': `Made up, ${'and long, '.repeat(25)}`,
  'true or false': 'true',
  guid: '00000000-0000-4000-8000-000000000000',
  mail: 'nobody@example.com',
  address: 'https://example.com/made-up',
  path: '/made-up',
  word: 'Something',
  words: 'Something made up',
  '9-9-9': '2024-05-01',
};

/**
 * A text of a recorded form.
 * @param at of what is a date, ms since 1970
 * @param number of what is a number
 */
export function madeUpText(form: string, at: number, number: number): string {
  const known = TEXTS[form];
  if (known !== undefined) return known;
  if (form.endsWith(' since 1970')) return String(epochOf(form, at));
  if (/^(?:none )?9999-/.test(form)) return dateOf(form, at);
  if (form.startsWith('/Date(')) return form.replace('9', String(Math.abs(at)));
  if (/^9[./-]9[./-]9/.test(form))
    return form.replace(/9([./-])9[./-]9/, (_all, mark) => [1, 5, 2_024].join(mark)).replaceAll('9', '10');
  if (/^9(?:[.,]9)?(?: ?%)?$/.test(form))
    return form.replace(/9(?:([.,])9)?/, (_all, mark) => digitsOf(number, mark));
  return 'Made up, as text 1';
}

function digitsOf(number: number, mark: string | undefined): string {
  return mark === undefined ? String(Math.trunc(number)) : `${Math.min(99, Math.trunc(number))}${mark}5`;
}

/** A number of a recorded form, for JSON.stringify. */
export function madeUpNumber(form: string, at: number, number: number): unknown {
  if (form.endsWith(' since 1970')) return epochOf(form, at);
  if (form === 'decimal') return Number(digitsOf(number, '.'));
  if (form === 'exponent') return rawJSON('7e2');
  return form === 'whole beyond 2^53' ? rawJSON('9007199254740993') : Math.trunc(number);
}

function epochOf(form: string, at: number): number {
  return form.startsWith('seconds') ? Math.trunc(at / 1_000) : at;
}

/** A mask such as `9999-99-99T99:99:99.999+99:99`; with "none" before it, a date that stands for no date. */
function dateOf(form: string, at: number): string {
  const mask = form.replace('none ', '');
  const [, fraction = '', zone = ''] = /:99(\.9+)?( ?(?:Z|\+.*))?$/.exec(mask) ?? [];
  const iso = new Date(zone.includes('+') ? at + 2 * HOUR_MS : at).toISOString();
  const second = mask === form ? iso.slice(0, 19) : '0001-01-01T00:00:00';
  const parts =
    fraction === ''
      ? ''
      : `.${iso
          .slice(20, 23)
          .padEnd(fraction.length - 1, '0')
          .slice(0, fraction.length - 1)}`;
  return (
    second.replace('T', mask.charAt(10)) + parts + zone.replace('+99:99', '+02:00').replace('+9999', '+0200')
  );
}
