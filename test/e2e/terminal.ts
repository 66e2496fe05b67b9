/** A terminal of the person in front of the window: the built command line, and the window's socket that it finds. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { dist } from '../../build/bundles.ts';
import { type CommandLineUser, commandLineUser } from '../fakes/command-line-user.ts';
import { expect } from './fixture.ts';
import { test as base } from './service.ts';

/** `runtime` is where sockets are. */
export const test = base.extend<{ runtime: string; terminal: CommandLineUser }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from here.
  runtime: async ({}, use) => {
    // Not in the folder of the test: the path of a socket is short.
    const folder = mkdtempSync(path.join(tmpdir(), 'max-desk-run-'));
    await use(folder);
    rmSync(folder, { recursive: true });
  },
  launchEnv: async ({ launchEnv, runtime }, use) => use({ ...launchEnv, XDG_RUNTIME_DIR: runtime }),
  terminal: async ({ runtime }, use) => {
    const user = commandLineUser(path.join(dist, 'cli.cjs'));
    user.env['XDG_RUNTIME_DIR'] = runtime;
    await use(user);
    user.end();
  },
});

/** Starts pairing in the terminal; `code` is the one that it prints. */
export function pair(terminal: CommandLineUser, name = 'Chart maker') {
  const { child, ended } = terminal.start(['agent', 'pair', '--name', name]);
  let said = '';
  child.stderr?.on('data', (text: string) => {
    said += text;
  });
  const code = async () => {
    await expect.poll(() => said).toMatch(codeForm);
    return digits(codeForm.exec(said)?.[0] ?? '');
  };
  return { child, ended, code };
}
const codeForm = /\b\d{3} ?\d{3}\b/;

/** The digits of a text that has something between them. */
export const digits = (text: string) => text.replaceAll(/\D/g, '');
