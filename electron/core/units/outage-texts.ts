import type { DeskState } from '../../contract/desk.ts';
import type { Notice } from '../ports.ts';

type Language = DeskState['locale'];

/** A change of a watched unit, for a notification. */
export interface ToldOutage {
  name: string;
  site: string;
  out: boolean;
}

interface Texts {
  out: (name: string) => string;
  back: (name: string) => string;
  manyOut: (count: string) => string;
  manyBack: (count: string) => string;
  more: (count: string) => string;
}

const texts: Record<Language, Texts> = {
  en: {
    out: (name) => `${name} is out of service`,
    back: (name) => `${name} is back in service`,
    manyOut: (count) => `${count} watched units went out of service`,
    manyBack: (count) => `${count} watched units are back in service`,
    more: (count) => `and ${count} more`,
  },
  de: {
    out: (name) => `${name} ist außer Betrieb`,
    back: (name) => `${name} ist wieder in Betrieb`,
    manyOut: (count) => `${count} beobachtete Anlagen sind außer Betrieb gegangen`,
    manyBack: (count) => `${count} beobachtete Anlagen sind wieder in Betrieb`,
    more: (count) => `und ${count} weitere`,
  },
};

/** How many units one notification names. */
const mostNamed = 3;

/** The notification for at least one change. Names and sites only: it may be shown on a locked screen. */
export function outageNotice(changes: readonly ToldOutage[], language: Language): Notice {
  const text = texts[language];
  const [only] = changes;
  if (changes.length === 1 && only) {
    const title = (only.out ? text.out : text.back)(plain(only.name));
    return { title, body: plain(only.site) };
  }
  const parts = [true, false].flatMap((out) => {
    const those = changes.filter((change) => change.out === out);
    return those.length > 0
      ? [{ title: titleOf(those, out, language), names: namesOf(those, language) }]
      : [];
  });
  const [first, second] = parts;
  const rest = second ? [second.title, second.names] : [];
  return { title: first?.title ?? '', body: [first?.names ?? '', ...rest].join('\n') };
}

function titleOf(changes: readonly ToldOutage[], out: boolean, language: Language): string {
  const text = texts[language];
  const [only] = changes;
  if (changes.length === 1 && only) return (out ? text.out : text.back)(plain(only.name));
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
  const line = text
    .replace(/[\p{Cc}\p{Bidi_Control}]+/gu, ' ')
    .replace(/</g, '‹')
    .replace(/&/g, '＆')
    .trim();
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}
