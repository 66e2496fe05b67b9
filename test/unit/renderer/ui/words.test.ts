/** What docs/words.md says, as far as it can be checked. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { copyKinds } from '../../../../electron/contract/names.ts';
import { agentNoticeTexts } from '../../../../electron/core/agent/agent-notices.ts';
import { consentQuestion } from '../../../../electron/core/connections/consent-texts.ts';
import { counted } from '../../../../electron/core/counted.ts';
import { trayTexts } from '../../../../electron/core/tray/tray-texts.ts';
import { outageNotice } from '../../../../electron/core/units/outage-texts.ts';
import { de } from '../../../../renderer/ui/strings/de.ts';
import { en } from '../../../../renderer/ui/strings/en.ts';
import { statusWords } from '../../../../renderer/ui/strings/status-words.ts';

type Language = 'en' | 'de';
type Texts = [key: string, text: string][];

/** Every text by its path; what is put in stands as X. */
function flatten(texts: object, at = ''): Texts {
  return Object.entries(texts).flatMap(([key, value]) => {
    if (typeof value === 'string') return [[at + key, value] satisfies Texts[number]];
    if (typeof value !== 'function') return flatten(value, `${at}${key}.`);
    const take = value as (...given: unknown[]) => unknown;
    const asked =
      key === 'copied' ? copyKinds.map((kind) => take(kind, 'X')) : [1, 2].map((count) => take(count, 'X'));
    return asked.flatMap((each) =>
      typeof each === 'string'
        ? [[at + key, each] satisfies Texts[number]]
        : flatten(each as object, `${at}${key}.`),
    );
  });
}

/** The texts of the window, the tray, notifications and native questions. */
function textsOf(language: Language): Texts {
  const outage = (count: number, out: boolean) =>
    outageNotice(
      Array.from({ length: count }, () => ({ id: 'X', name: 'X', site: 'X', out })),
      language,
    );
  const address = { use: 'hub', address: 'https://x.example' } as const;
  return [
    ...flatten({ en, de }[language]),
    ...flatten(trayTexts[language], 'tray.'),
    ...flatten(agentNoticeTexts[language], 'agent.'),
    ...flatten([outage(1, true), outage(1, false), outage(5, true), outage(5, false)], 'outage.'),
    ...flatten(
      [consentQuestion({ use: 'X' }, [address], language), consentQuestion('check', [address], language)],
      'consent.',
    ),
  ];
}

/** The keys of the texts in which a form is found. */
const keysWith = (language: Language, form: RegExp) =>
  textsOf(language)
    .filter(([, text]) => form.test(text))
    .map(([key, text]) => `${key}: ${text}`);

describe.each(['en', 'de'] as const)('the texts in "%s"', (language) => {
  test('are more than a few', () => expect(textsOf(language).length).toBeGreaterThan(700));

  test.each([
    ['straight quotes or apostrophes', /["']/],
    ['three dots for an ellipsis', /\.\.\./],
    ['spaces that are double, at an end, or before a mark', /\s\s|^ | $| [,.;!?](?:\s|$)/],
    ['a mark twice', /(?<!\.)\.\.(?!\.)|,,|\?\?|!!|::/],
  ])('have no %s', (_what, form) => {
    // A system's question has its addresses in lines of their own.
    expect(keysWith(language, form).filter((each) => !each.startsWith('consent.'))).toEqual([]);
  });

  test('have every number of things in the singular and in the plural', () => {
    const keys = new Set(flatten({ en, de }[language]).map(([key]) => key));
    const lonely = [...keys].filter((key) => {
      const [, stem, form] = /^(.*)_(one|other)$/.exec(key) ?? [];
      return stem !== undefined && !keys.has(`${stem}_${form === 'one' ? 'other' : 'one'}`);
    });
    expect(lonely).toEqual([]);
  });

  test('do not write a number before its things where there is no singular', () => {
    const things =
      /\{\{\w+(?:, number)?\}\} (?:units|entries|lines|fields|items|seconds|sites|ranges|steps|days|An|Ein|Zei|Fel|Sek|Sta|Ber|Sch|Tag)/;
    const found = flatten({ en, de }[language]).filter(
      ([key, text]) => !/_(?:one|other)$/.test(key) && things.test(text),
    );
    expect(found).toEqual([]);
  });
});

test('every opening quote is closed, by the quotes of the language', () => {
  const bare = (text: string) => text.replace(/[^“”„‘’]/g, '').replaceAll('’', '');
  expect(textsOf('en').filter(([, text]) => !/^(?:“”)*$/.test(bare(text)))).toEqual([]);
  expect(textsOf('de').filter(([, text]) => !/^(?:„“)*$/.test(bare(text)))).toEqual([]);
});

/** What docs/words.md says against, as far as the word stands for nothing else. */
const notSaid: Record<Language, RegExp[]> = {
  en: [
    /\blog(?:ged|ging)? (?:in|on|out)\b/i,
    /\blog-?in\b/i,
    /\bdevices?\b/i,
    /\bsystray\b/i,
    /\bauthenticat/i,
    /\b(?:body|headers?) of the answer\b/i,
    /\btokens? (?:has )?(?:ends?|ended)\b|\buntil it ends\b/i,
    /\bEscape\b|\bReturn\b/,
    /\bfirms?\b|\borganization/i,
  ],
  de: [
    /Kennwort(?! vergessen\?)/,
    /\b(?:ein|aus)(?:ge)?log/i,
    /\bLogin\b/,
    /\bGeräte?\b/,
    /Benutzerfl(?:uss|üsse)/,
    /Geltungsbereich/,
    /Redirect-Adresse|Rücksprung/,
    /Live-Daten/,
    /\bUnternehmens?\b|\bFirma\b/,
    /Systray|Taskleiste/,
    /Festplatte/,
    /\bEnter\b|\bEscape\b|\bReturn\b/,
    /\bdu\b|\bdein|\bdir\b/i,
    /Stockwerk/,
    /\bBody\b|\bRequest\b|\bResponse\b|\bSupport-Ticket\b/,
    /\bdownloaden|\bupdaten|\bcheck(?:en|t)\b|\bcanceln/i,
  ],
};

describe.each(['en', 'de'] as const)('no text in "%s" says', (language) => {
  test.each(notSaid[language])('%s', (form) => expect(keysWith(language, form)).toEqual([]));
});

test('every word of the page that is not to be used is found by a rule here, or is a word beside others', () => {
  const page = readFileSync(path.resolve(import.meta.dirname, '../../../../docs/words.md'), 'utf8');
  const glossary = page.split('\n').filter((line) => line.startsWith('| '));
  expect(glossary.length).toBeGreaterThan(20);
  for (const word of [
    'Kennwort',
    'Geltungsbereich',
    'Rücksprungadresse',
    'Live-Daten',
    'Systray',
    'Benutzerfluss',
    'Stockwerk',
  ])
    expect(glossary.some((line) => line.includes(word) && line.split('|')[4]?.includes(word))).toBe(true);
});

test('a status has one word in the other language, and no text twice', () => {
  const english = statusWords.map(([word]) => word.toLowerCase());
  expect(new Set(english).size).toBe(english.length);
});

test('the command line counts one thing in the singular', () => {
  expect([0, 1, 2].map((count) => counted(count, 'second'))).toEqual(['0 seconds', '1 second', '2 seconds']);
  expect(counted(2, 'entry', 'entries')).toBe('2 entries');
});
