import { describe, expect, it } from 'vitest';
import { errorCodes, signInReasons } from '../../../../electron/contract/names.ts';
import { failureText } from '../../../../renderer/ui/failure-text.ts';
import { createTranslations } from '../../../../renderer/ui/i18n.ts';
import { de } from '../../../../renderer/ui/strings/de.ts';
import { en } from '../../../../renderer/ui/strings/en.ts';

/** Every text of a language by its path. */
function flatten(texts: object, path = ''): Map<string, string> {
  return new Map(
    Object.entries(texts).flatMap(([key, value]) =>
      typeof value === 'string' ? [[`${path}${key}`, value] as const] : [...flatten(value, `${path}${key}.`)],
    ),
  );
}

const english = flatten(en);
const german = flatten(de);
const placeholders = (text: string) => [...text.matchAll(/\{\{(.*?)\}\}/gu)].map((match) => match[1]).sort();

describe('the texts', () => {
  it('are the same set in both languages, none of them empty', () => {
    expect([...german.keys()].sort()).toEqual([...english.keys()].sort());
    expect([...english.values(), ...german.values()].filter((text) => text.trim() === '')).toEqual([]);
  });

  it('have the same placeholders in both languages', () => {
    for (const [key, text] of english)
      expect([key, placeholders(german.get(key) ?? '')]).toEqual([key, placeholders(text)]);
  });

  it('say before a connection is added what a foreign connection could do: B2C cannot tell us who answered', () => {
    expect(en.proposal.warningText).toContain('they could act in your name there');
    expect(de.proposal.warningText).toContain('dort in Ihrem Namen handeln');
  });

  it('exist for every error code, and for no other', () => {
    expect(Object.keys(en.errors).sort()).toEqual([...errorCodes].sort());
  });
});

describe.each(['en', 'de'] as const)('a failure in "%s"', (language) => {
  const { t } = createTranslations(language);
  const textOf = (code: (typeof errorCodes)[number], details: Record<string, string> = {}) =>
    failureText({ code, message: 'technical', hint: '', details }, t);

  it.each(errorCodes)('%s reads well when main names no detail', (code) => {
    const { title, meaning, next } = textOf(code);
    for (const text of [title, meaning, next]) {
      expect(text).not.toMatch(/\{\{|\}\}|undefined|\s\s|\s[.,]/u);
      expect(text.length).toBeGreaterThan(5);
    }
  });

  it.each(signInReasons)(
    'a provider that refuses because of "%s" is told so, under the title of the code',
    (refusal) => {
      const reference = 'AADSTS50053';
      const told = textOf('sign-in-needed', { refusal, reference });
      expect(told.title).toBe(t('errors.sign-in-needed.title'));
      expect(told.meaning).toBe(t(`refusals.${refusal}.meaning`));
      expect(told.next).toBe(t(`refusals.${refusal}.next`));
      expect(told.facts.map(({ value }) => value)).toContain(reference);
      expect(told.facts.map(({ value }) => value)).not.toContain(refusal);
      // A reason of a newer main process has no text yet.
      expect(textOf('sign-in-needed', { refusal: 'moon-phase' }).meaning).toBe(
        t('errors.sign-in-needed.meaning'),
      );
    },
  );

  it.each([
    ['ENOSPC', 'full'],
    ['EACCES', 'denied'],
    ['EROFS', 'readOnly'],
    ['EBUSY', 'inUse'],
    ['ETIMEDOUT', 'noAnswer'],
    ['ENAMETOOLONG', 'tooLong'],
    ['EISDIR', 'noFile'],
    ['ENOENT', 'gone'],
    ['EFBIG', 'tooLarge'],
    ['EIO', 'faulty'],
  ] as const)('of a disk with %s says what is wrong with the file: %s', (code, reason) => {
    const file = '/home/somebody/Units.csv';
    const { title, meaning, next } = textOf('storage', { file, text: code });
    const texts = { en, de }[language].disk[reason];
    expect({ title, next }).toEqual({ title: texts.title, next: texts.next });
    expect(meaning).toContain(file);
    expect(meaning).not.toMatch(/\{\{/u);
  });

  it('of a disk for a reason that nobody knows says no more than that', () => {
    const { title } = textOf('storage', { file: 'x', text: 'EWHATEVER' });
    expect(title).toBe({ en, de }[language].errors.storage.title);
  });

  it.each([
    ['password-forgotten', 'passwordForgotten'],
    ['ended', 'ended'],
  ] as const)(
    'of a sign-in page for the reason "%s" has a text of its own, and the code beside it',
    (page, texts) => {
      const text = textOf('sign-in-not-completed', { page, reference: 'AADB2C90118' });
      expect(text).toMatchObject({ en, de }[language].signInPages[texts]);
      expect(text.facts.map((fact) => fact.value)).toEqual([
        'sign-in-not-completed',
        'technical',
        'AADB2C90118',
      ]);
    },
  );

  it.each([
    ['api-bad-answer', '404', 'missing'],
    ['api-refused', '403', 'forbidden'],
  ] as const)('of a further list has a text of its own: %s %s', (code, status, texts) => {
    const { title, meaning } = textOf(code, { host: 'api.example', status, resource: 'orders' });
    expect(title).toBe({ en, de }[language].resources[texts].title);
    expect(meaning).toContain('api.example');
    expect(textOf(code, { host: 'api.example', status }).title).not.toBe(title);
  });

  it('of a question that is asked no more has a text of its own', () => {
    const text = textOf('forbidden', { consent: 'too-often' });
    expect(text).toMatchObject({ en, de }[language].setup.tooOften);
    expect(text.facts.map((fact) => fact.value)).toEqual(['forbidden', 'technical']);
  });

  it('names the key of a connection file, and keeps every known detail as a fact', () => {
    const text = textOf('configuration', { key: 'identity.clientId', file: 'max.json', reference: '' });
    expect(text.meaning).toContain('identity.clientId');
    expect(text.facts.map((fact) => fact.value)).toEqual([
      'configuration',
      'technical',
      'identity.clientId',
      'max.json',
    ]);
  });

  it('keeps a detail that it has no label for', () => {
    expect(textOf('offline', { odd: 'value' }).facts).toContainEqual({ label: 'odd', value: 'value' });
  });

  it('takes details as they are, even when they look like placeholders', () => {
    expect(textOf('offline', { host: '{{key}} $t(app.name)' }).meaning).toContain('{{key}} $t(app.name)');
  });
});
