import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

// What is in a package is asserted by package:check; this is what takes a certificate, a download or another system to see.
const config = readFileSync(path.resolve(import.meta.dirname, '../../../build/electron-builder.yml'), 'utf8');
/** The lines below a key at the start of a line. */
const section = (key: string) =>
  new RegExp(`^${key}:\\n((?: .*\\n|\\n|#.*\\n)*)`, 'm').exec(config)?.[1] ?? '';
const targets = (key: string) =>
  [...section(key).matchAll(/\{ target: (\w+), arch: \[([^\]]+)\] \}/g)].map(
    ([, name, arch]) => `${name} ${arch}`,
  );

describe('packages', () => {
  test.each([
    ['win', ['nsis x64, arm64', 'msi x64']],
    ['mac', ['dmg universal', 'zip universal']],
    ['linux', ['AppImage x64, arm64', 'deb x64, arm64', 'rpm x64, arm64']],
  ])('for %s are %j', (system, expected) => {
    expect(targets(system)).toEqual(expected);
  });

  test('have names that say version, system and processor, and nothing else', () => {
    expect(config).toMatch(/^artifactName: \$\{name\}-\$\{version\}-\$\{os\}-\$\{arch\}\.\$\{ext\}$/m);
  });

  test('open connection files and links', () => {
    expect(section('fileAssociations')).toContain('ext: maxdesk');
    expect(section('protocols')).toContain('schemes: [maxdesk]');
  });

  test('ask on Windows whom they are for, and an MSI does not', () => {
    expect(section('nsis')).toMatch(/oneClick: false\n {2}perMachine: false\n {2}allowElevation: true/);
    expect(section('msi')).toContain('perMachine: true');
  });

  test('are hardened and notarised on macOS', () => {
    expect(section('mac')).toContain('hardenedRuntime: true');
    expect(section('mac')).toContain('notarize: true');
  });

  test('leave the name of the command line to the command line', () => {
    expect(section('linux')).toContain('executableName: max-desk-window');
  });
});
