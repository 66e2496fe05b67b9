import { describe, expect, test } from 'vitest';
import { packageFindings } from '../../../../build/packaging/package-findings.ts';

const fuses = [...'00001100'];
const good: Record<string, string> = {
  'package.json': '{}',
  'dist/main.cjs': 'run();',
  'dist/preload.cjs': 'expose();',
  'dist/simulator.cjs': 'const people = ["Sam Sample"];',
  'dist/renderer/index.html': '<!doctype html>',
  'dist/renderer/assets/index-abc.js': 'render();',
};
const packed = (changes: Record<string, string | undefined> = {}, states = fuses) => ({
  folder: '',
  fuses: states,
  files: new Map(
    Object.entries({ ...good, ...changes }).flatMap(([name, text]): [string, Buffer][] =>
      text === undefined ? [] : [[name, Buffer.from(text)]],
    ),
  ),
});

describe('a package', () => {
  test('that is as it should be gives nothing to say', () => {
    expect(packageFindings(packed())).toEqual([]);
  });

  test.each([
    'const start = () => import("./simulator.cjs").then((it) => it.start());',
    'simulated ??= Promise.resolve().then(() => /* @__PURE__ */ __toESM(require("./simulator.cjs"), 1));',
  ])('may ask for the simulated service when somebody wants it: %s', (text) => {
    expect(packageFindings(packed({ 'dist/main.cjs': text }))).toEqual([]);
  });

  test('may leave out the simulated service', () => {
    expect(packageFindings(packed({ 'dist/simulator.cjs': undefined }))).toEqual([]);
  });

  test.each([
    'dist/main.cjs.map',
    'dist/cli.cjs',
    'electron/main.ts',
    'test/unit/x.test.ts',
    'node_modules/x/index.js',
    'dist/.stamp',
    'dist/compat.cjs',
    'dist/with-compat.cjs',
  ])('must not hold %s', (name) => {
    expect(packageFindings(packed({ [name]: '' }))).toEqual([`${name} does not belong in it.`]);
  });

  test.each(['dist/main.cjs', 'dist/preload.cjs', 'dist/renderer/index.html'])('needs %s', (name) => {
    expect(packageFindings(packed({ [name]: undefined }))).toEqual([`${name} is missing.`]);
  });

  test.each([
    ['R12', 'body = { grant_type: "password" }'],
    ['R12', 'const options = { clientSecret: "x7" };'],
    ['sample people', 'people.push("Tessa Kraft");'],
    ['simulated service', 'const simulator = require("./simulator.cjs");'],
    ['simulated service', 'import { start } from "./simulator.cjs";'],
    ['updater', 'class NsisUpdater extends BaseUpdater {'],
  ])('has nothing in main that belongs elsewhere (%s)', (words, text) => {
    expect(packageFindings(packed({ 'dist/main.cjs': text }))[0]).toContain(words);
  });

  test.each([
    ['source map', '//# sourceMappingURL=index.js.map'],
    ['token', `eyJ${'a'.repeat(30)}.eyJ${'b'.repeat(30)}.${'c'.repeat(30)}`],
    ['private key', `-----BEGIN PRIVATE KEY-----\n${'A'.repeat(64)}`],
    ['computer', '"/home/someone/max-desk/electron/main.ts"'],
  ])('holds no %s anywhere', (words, text) => {
    expect(packageFindings(packed({ 'dist/renderer/assets/index-abc.js': text }))[0]).toContain(words);
  });

  test('keeps the preload small (R11)', () => {
    expect(packageFindings(packed({ 'dist/preload.cjs': 'x'.repeat(5_000) }))[0]).toContain('R11');
  });

  test('keeps itself small', () => {
    expect(packageFindings(packed({ 'dist/main.cjs': 'x'.repeat(7_000_000) }))[0]).toContain('bytes');
  });

  test.each(fuses.map((_state, index) => index))('has every fuse as it must be (R10): %i', (index) => {
    const states = fuses.with(index, fuses[index] === '0' ? '1' : '0');
    expect(packageFindings(packed({}, states))).toHaveLength(1);
  });
});
