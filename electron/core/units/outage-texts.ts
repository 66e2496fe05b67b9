import type { DeskState } from '../../contract/desk.ts';
import { fittingText } from '../../contract/fitting-text.ts';
import type { Notice } from '../ports.ts';
import { printable } from '../printable.ts';

type Language = DeskState['locale'];

/** A change of a watched unit, for a notification. */
export interface ToldOutage {
  id: string;
  name: string;
  site: string;
  out: boolean;
  /** Somebody is trapped in it. */
  entrapment?: boolean;
}

const en = {
  entrapment: (name: string) => `Entrapment: ${name}`,
  out: (name: string) => `${name} is out of service`,
  back: (name: string) => `${name} is back in service`,
  manyOut: (count: string) => `${count} watched units went out of service`,
  manyBack: (count: string) => `${count} watched units are back in service`,
  more: (count: string) => `and ${count} more`,
};
const texts: Record<Language, typeof en> = {
  en,
  de: {
    entrapment: (name) => `Personeneinschluss: ${name}`,
    out: (name) => `${name} ist außer Betrieb`,
    back: (name) => `${name} ist wieder in Betrieb`,
    manyOut: (count) => `${count} beobachtete Anlagen sind außer Betrieb gegangen`,
    manyBack: (count) => `${count} beobachtete Anlagen sind wieder in Betrieb`,
    more: (count) => `und ${count} weitere`,
  },
};

/** How many units one notification names. */
const mostNamed = 3;

/**
 * The notification for at least one change. Names and sites only: it may be shown on a locked screen. One of a single unit
 * leads to it.
 */
export function outageNotice(changes: readonly ToldOutage[], language: Language): Notice {
  const lines = [true, false].flatMap((out) => {
    const those = changes.filter((change) => change.out === out);
    return those.length === 0 ? [] : [titleOf(those, out, language), namesOf(those, language)];
  });
  const [title = '', ...body] = lines;
  const [only] = changes;
  if (only === undefined || changes.length > 1) return { title, body: body.join('\n') };
  // The title names the only unit.
  return { title, body: plain(only.site), unitId: only.id };
}

function titleOf(changes: readonly ToldOutage[], out: boolean, language: Language): string {
  const text = texts[language];
  const [only] = changes;
  if (changes.length === 1 && only) {
    const one = only.entrapment ? text.entrapment : out ? text.out : text.back;
    return one(plain(only.name));
  }
  return (out ? text.manyOut : text.manyBack)(changes.length.toLocaleString(language));
}

function namesOf(changes: readonly ToldOutage[], language: Language): string {
  const named = changes
    .slice(0, mostNamed)
    .map(({ name, site }) => [name, site].filter(Boolean).map(plain).join(' · '));
  const left = changes.length - named.length;
  if (left > 0) named.push(texts[language].more(left.toLocaleString(language)));
  return named.join(', ');
}

/** On Linux a notification's text is markup, and a name may contain a line break. */
function plain(text: string): string {
  return fittingText(printable(text).replace(/</g, '‹').replace(/&/g, '＆').trim(), 80);
}
