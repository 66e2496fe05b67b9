/** What must not be in the source, wherever: requirements that no single module can keep. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');

function sources(folder: string): [file: string, text: string][] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|tsx|html)$/.test(name))
    .map((name) => [
      `${folder}/${name.replaceAll(path.sep, '/')}`,
      readFileSync(path.join(root, folder, name), 'utf8'),
    ]);
}
const all = [...sources('electron'), ...sources('renderer')];
const product = all.filter(([file]) => !file.startsWith('electron/simulator/'));

/** But this file, which names what they must not hold. */
const allTests = ['unit', 'integration', 'attack', 'e2e', 'desktop']
  .flatMap((name) => sources(`test/${name}`))
  .filter(([file]) => file !== 'test/unit/source-rules.test.ts');

/** The lines of the tests in which one of the forms is found, with their files. */
function testLinesWith(...forms: readonly RegExp[]): string[] {
  return allTests.flatMap(([file, text]) =>
    text
      .split('\n')
      .filter((line) => forms.some((form) => form.test(line)))
      .map((line) => `${file}: ${line}`),
  );
}

/** The files in which a form is found, but for those that may have it. */
function filesWith(form: RegExp, but: readonly string[] = []): string[] {
  return product.filter(([file, text]) => form.test(text) && !but.includes(file)).map(([file]) => file);
}

describe('no source of the product', () => {
  test.each([
    /webSecurity:\s*false/,
    /allowRunningInsecureContent:\s*true/,
    /experimentalFeatures|enableBlinkFeatures/,
    /nodeIntegration(?:InWorker|InSubFrames)?:\s*true/,
    /contextIsolation:\s*false|sandbox:\s*false/,
    /setCertificateVerifyProc|certificate-error/,
    /bypassCSP|unsafe-eval/,
  ])('weakens the page or its connections: %s (R1, R2)', (form) => expect(filesWith(form)).toEqual([]));

  test('gives Chromium a switch but the one that lets a signal end the app without a crash (R1)', () => {
    const quit = 'electron/shell/quit.ts';
    expect(filesWith(/appendSwitch|appendArgument/, [quit])).toEqual([]);
    const text = product.find(([file]) => file === quit)?.[1] ?? '';
    expect(text.match(/append(?:Switch|Argument)\(.*/g)).toEqual([
      "appendSwitch('disable-gpu-process-crash-limit');",
    ]);
  });

  test('takes a certificate that is not trusted, but the check that says what is wrong with it (R1)', () => {
    expect(filesWith(/rejectUnauthorized/, ['electron/core/doctor/network-checks.ts'])).toEqual([]);
  });

  test('names the switch that turns the check of certificates off, but to refuse it or to take it away (R1)', () => {
    expect(filesWith(/REJECT_UNAUTHORIZED/, ['electron/core/own-environment.ts'])).toEqual([]);
  });

  test('starts a program with the environment that holds the password and the key', () => {
    const starting = product.filter(([, text]) =>
      /['"](?:node:)?child_process['"]|utilityProcess/.test(text),
    );
    expect(starting.length).toBeGreaterThan(3);
    const given = ([, text]: (typeof starting)[number]) => text.includes('childEnvironment(');
    expect(starting.filter((each) => !given(each)).map(([file]) => file)).toEqual([]);
  });

  test('repeats in a message what a text that is not JSON says (R29)', () => {
    // V8's own message holds the beginning of the text.
    expect(filesWith(/cause as (?:Syntax)?Error\)\.message/, ['electron/command-line/arguments.ts'])).toEqual(
      [],
    );
  });

  test('listens to the page but through the one wrapper (R8)', () => {
    expect(filesWith(/\bipcMain\b|\bipc\.(?:handle|on)\b/, ['electron/shell/ipc.ts'])).toEqual([]);
  });

  test('gives the page more of Electron than the preload does (R11)', () => {
    expect(filesWith(/\bipcRenderer\b|\bcontextBridge\b/, ['electron/preload.ts'])).toEqual([]);
    expect(filesWith(/exposeInMainWorld\(\s*'desktop',\s*ipcRenderer/)).toEqual([]);
  });

  test('opens an address outside but through the check of its host (R6)', () => {
    expect(filesWith(/\bopenExternal\b/, ['electron/shell/browser.ts'])).toEqual([]);
  });

  test('of the page asks for the password of an account or knows the grant for one (R12)', () => {
    const page = sources('renderer');
    // What is typed there is not to be read over a shoulder: the subscription key, and the password of a proxy.
    const fields = page.filter(([, text]) => /type="password"/.test(text)).map(([file]) => file);
    expect(fields.sort()).toEqual([
      'renderer/proxy/proxy-dialog.tsx',
      'renderer/sign-in/subscription-key.tsx',
    ]);
    expect(page.filter(([, text]) => /grant_type|ropc|current-password/i.test(text))).toEqual([]);
  });

  test('makes crash dumps, which would hold the memory with the tokens in it (R29)', () => {
    expect(filesWith(/crashReporter/)).toEqual([]);
  });

  test('holds a secret of the client (R12)', () => {
    expect(filesWith(/clientSecret\s*:|client_secret\s*[:=]\s*['"`]/)).toEqual([]);
  });
});

test('the documentation says where the lock of the screen is told of (R31)', () => {
  const text = readFileSync(path.join(root, 'SECURITY.md'), 'utf8').replace(/\s+/g, ' ');
  expect(text).toContain('macOS and Windows only');
});

test('the specs look for a text of the page where it is shown, not in what is said to assistive technology besides', () => {
  const specs = [...sources('test/e2e'), ...sources('test/desktop')];
  const anywhere = /(?:\bpage|\bagain|\bpage\(\)\)?)\s*\.getByText\(/;
  const found = specs.filter(([file, text]) => !file.endsWith('/shown.ts') && anywhere.test(text));
  expect(found.map(([file]) => file)).toEqual([]);
});

test('no test fails because sealed text is random: what it must not hold is asked of plainIn', () => {
  const asked =
    /expect\(.*(?:bytesOnDisk|onDisk|keptTokens|sealed|latin1|(?:disk|secrets)\.entries(?!\.keys)).*\)\.not\.to(?:Contain|Match)\(/;
  expect(testLinesWith(asked)).toEqual([]);
});

test('no test fails because the computer is busy: none compares the time that passed, or waits less than others', () => {
  const timed = [
    /expect\((?:performance|Date)\.now\(\) - \w+\)\.toBeLess/,
    /vi\.waitFor\(.*timeout: (?:\d{1,3}|1?\d_\d{3})\b/,
    /monitorEventLoopDelay/,
  ];
  expect(testLinesWith(...timed)).toEqual([]);
});

test('two things of the product never have the same exported name', () => {
  const named = product.flatMap(([file, text]) =>
    [...text.matchAll(/^export (?:async )?(?:function\*?|const|class|interface|type) (\w+)/gm)].map(
      ([, name = '']) => ({ name, file }),
    ),
  );
  const places = Map.groupBy(named, ({ name }) => name);
  const shared = [...places].filter(([, uses]) => new Set(uses.map(({ file }) => file)).size > 1);
  expect(shared.map(([name, uses]) => [name, ...uses.map(({ file }) => file)])).toEqual([]);
});
