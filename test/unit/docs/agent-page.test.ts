/** docs/agent.md promises only what a test holds, by its name. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const page = read('docs/agent.md');
const tests = ['agent-threats', 'agent-command-line']
  .map((name) => read(`test/integration/${name}.test.ts`))
  .join();

const threats = page
  .slice(page.indexOf('## Threats'), page.indexOf('## What does not hold'))
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| who,'));
const named = threats.map((line) => [...line.matchAll(/\*([^*]+)\*/g)].map(([, name = '']) => name));

describe('each threat names its tests:', () => {
  test.each(threats.map((line, index) => [line.split('|')[1]?.trim(), named[index] ?? []] as const))(
    '%s',
    (_threat, names) => {
      expect(names.length).toBeGreaterThan(0);
      expect(names.filter((name) => !tests.includes(`'${name}'`))).toEqual([]);
    },
  );

  test('none is missing', () => expect(threats.length).toBeGreaterThanOrEqual(15));
});

test('the errors that only the protocol has are in the page', () => {
  const protocol = read('electron/core/agent/protocol.ts');
  const codes = [...protocol.matchAll(/'(agent-[a-z]+)'/g)].map(([, code = '']) => code);
  expect(codes).toHaveLength(3);
  for (const code of codes) expect(page).toContain(`| \`${code}\` |`);
});

test('the client in plain Node uses nothing of ours', () => {
  const imports = [...read('test/integration/agent-plain-client.mjs').matchAll(/from '([^']+)'/g)];
  expect(imports.length).toBeGreaterThan(0);
  for (const [, from = ''] of imports) expect(from).toMatch(/^node:/);
});
