import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');
const page = readFileSync(path.join(root, 'docs/electron.md'), 'utf8');
const files = [
  'electron/main.ts',
  'electron/compose.ts',
  'electron/window-ports.ts',
  'electron/preload.ts',
  ...readdirSync(path.join(root, 'electron/shell')).map((name) => `electron/shell/${name}`),
];

/** What a source takes from Electron: its imports, `module.method` and `module.event`. What ipcRenderer hears is ours. */
function usesIn(source: string): string[] {
  const names = [...source.matchAll(/import (?:type )?\{([^}]*)\} from 'electron'/g)]
    .flatMap(([, list = '']) => list.split(','))
    .map((name) => name.replace(/^\s*type\s/, '').trim())
    .filter((name) => name !== '');
  // A module's name may be that of a file of ours.
  const code = source.replaceAll(/ from '[^']*'/g, '');
  const members = names.flatMap((name) =>
    [...code.matchAll(new RegExp(String.raw`(?<![.\w])${name}\.(\w+)(?:\(\s*'([\w-]+)')?`, 'g'))].map(
      ([, member = '', text]) =>
        `${name}.${name !== 'ipcRenderer' && /^(?:on|once|off)$/.test(member) && text ? text : member}`,
    ),
  );
  return [...new Set([...names, ...members])];
}

/** The same words as the table of the page has them: a row's module, and each word in backticks beside it. */
function listedIn(text: string): Set<string> {
  const rows = [...text.matchAll(/^\| `(\w+)` \|([^|]*)\|/gm)].flatMap(([, name = '', used = '']) => [
    name,
    ...[...used.matchAll(/`([\w-]+)`/g)].map(([, member = '']) => `${name}.${member}`),
  ]);
  const typeOnly = /^Type-only imports: (.*?)\. /m.exec(text)?.[1] ?? '';
  return new Set([...rows, ...[...typeOnly.matchAll(/`(\w+)`/g)].map(([, name = '']) => name)]);
}

describe("the page on Electron's APIs", () => {
  const listed = listedIn(page);

  test.each(files)('has a row for all that %s takes from Electron', (file) => {
    const source = readFileSync(path.join(root, file), 'utf8');
    const uses = usesIn(source).filter((use) => !listed.has(use));
    expect(uses).toEqual([]);
  });

  test('notices a module, a method and an event that it does not list', () => {
    const source =
      "import { app, type Cookies, pushNotifications } from 'electron';\napp.showAboutPanel();\napp.on('login', run);";
    expect(usesIn(source).filter((use) => !listed.has(use))).toEqual([
      'Cookies',
      'pushNotifications',
      'app.showAboutPanel',
      'app.login',
    ]);
  });

  test('is short enough to be read', () => {
    expect(page.split('\n').length).toBeLessThanOrEqual(200);
  });
});
