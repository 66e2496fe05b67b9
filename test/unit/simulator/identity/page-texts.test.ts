import { expect, it } from 'vitest';
import { languageOf } from '../../../../electron/simulator/identity/page-texts.ts';

it('speaks the language the application asks for, else the browser’s, else English', () => {
  expect(languageOf('de-DE en', 'en-GB')).toBe('de');
  expect(languageOf('fr', 'de-AT,de;q=0.9,en;q=0.8')).toBe('de');
  expect(languageOf(undefined, 'fr-FR, en;q=0.5')).toBe('en');
  expect(languageOf(undefined, undefined)).toBe('en');
});
