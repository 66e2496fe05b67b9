import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');

const forbidden: [file: string, source: string][] = [
  ['electron/contract/x.ts', '../core/errors.ts'],
  ['electron/contract/x.ts', 'node:path'],
  ['electron/contract/names.ts', 'zod'],
  ['electron/contract/names.ts', './x.ts'],
  ['electron/core/x.ts', 'electron'],
  ['electron/core/x.ts', '../shell/http.ts'],
  ['electron/core/auth/x.ts', '../../command-line/help.ts'],
  ['electron/core/x.ts', 'jose'],
  ['electron/core/x.ts', '../../test/fakes/ports.ts'],
  ['electron/shell/x.ts', '../simulator/index.ts'],
  ['electron/shell/x.ts', '@azure/msal-node'],
  ['electron/command-line/x.ts', 'electron'],
  ['electron/command-line/x.ts', '../shell/http.ts'],
  ['electron/command-line/x.ts', '../simulator/index.ts'],
  ['electron/cli.ts', './shell/http.ts'],
  ['electron/preload.ts', './core/errors.ts'],
  ['electron/simulator/x.ts', '../core/errors.ts'],
  ['electron/simulator/x.ts', 'zod'],
  ['electron/simulator/hub/x.ts', '../../core/errors.ts'],
  ['electron/simulator/hub/x.ts', 'zod'],
  ['renderer/units/x.tsx', '../../electron/core/errors.ts'],
  ['renderer/units/x.tsx', 'electron'],
  ['renderer/units/x.tsx', 'zod'],
];
const allowed: [file: string, source: string][] = [
  ['electron/contract/x.ts', 'zod'],
  ['electron/contract/x.ts', './names.ts'],
  ['electron/preload.ts', './contract/names.ts'],
  ['electron/core/auth/x.ts', '../../contract/names.ts'],
  ['electron/core/auth/x.ts', '@azure/msal-node'],
  ['electron/core/x.ts', 'node:fs/promises'],
  ['electron/shell/x.ts', '../core/errors.ts'],
  ['electron/command-line/x.ts', '../core/errors.ts'],
  ['electron/cli.ts', './simulator/index.ts'],
  ['electron/simulator/x.ts', 'node:fs/promises'],
  ['electron/simulator/x.ts', './hub/hub.ts'],
  ['electron/simulator/hub/x.ts', '../http.ts'],
  ['electron/simulator/hub/x.ts', '../api/gateway.ts'],
  ['electron/simulator/hub/x.ts', 'ws'],
  ['renderer/units/x.tsx', '../../electron/contract/names.ts'],
];

let folder: string;
/** Each as "file:line", in a copy of the house that holds nothing but these imports. */
let findings: Set<string>;
const imports = Map.groupBy([...forbidden, ...allowed], ([file]) => file);

beforeAll(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'max-desk-arrows-')));
  copyFileSync(path.join(root, '.biome.json'), path.join(folder, '.biome.json'));
  for (const [file, cases] of imports) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    const lines = cases.map(([, source], i) => `import { something as s${i} } from '${source}';`);
    writeFileSync(path.join(folder, file), `${lines.join('\n')}\n`);
  }
  const biome = path.join(root, 'node_modules/@biomejs/biome/bin/biome');
  const options = ['lint', '--only=style/noRestrictedImports', '--reporter=github', '--max-diagnostics=none'];
  const { stdout } = spawnSync(process.execPath, [biome, ...options, '.'], { cwd: folder, encoding: 'utf8' });
  const found = stdout.matchAll(/title=lint\/style\/noRestrictedImports,file=([^,]+),line=(\d+)/g);
  findings = new Set([...found].map(([, file, line]) => `${path.relative(folder, file ?? '')}:${line}`));
});
afterAll(() => rmSync(folder, { recursive: true }));

function isReported(file: string, source: string): boolean {
  const line = (imports.get(file) ?? []).findIndex(([, each]) => each === source) + 1;
  return findings.has(`${file}:${line}`);
}

describe('the arrows of the house', () => {
  test.each(forbidden)('%s may not import %s', (file, source) => {
    expect(isReported(file, source)).toBe(true);
  });

  test.each(allowed)('%s may import %s', (file, source) => {
    expect(isReported(file, source)).toBe(false);
  });
});
