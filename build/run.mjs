/** Runs a script of the project on Node 24, whatever Node npm runs on: `node build/run.mjs SCRIPT [ARG…]`. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { findNode, noNodeMessage } from './node-runtime.mjs';

const here = import.meta.dirname;
const [script = '', ...args] = process.argv.slice(2);
const file = script === 'simulator' ? '../electron/simulator/main.ts' : `${script}.ts`;

const node = findNode();
if (node) run(node);
else fail(noNodeMessage);

function run(executable) {
  const folders = [
    path.dirname(executable),
    path.resolve(here, '../node_modules/.bin'),
    process.env.PATH ?? '',
  ];
  const child = spawn(executable, [path.resolve(here, file), ...args], {
    stdio: 'inherit',
    env: { ...process.env, PATH: folders.join(path.delimiter) },
    // Paths in arguments are relative to the folder where the user typed them.
    cwd: process.env.INIT_CWD ?? process.cwd(),
  });
  // A terminal's Ctrl-C reaches the child directly; this process waits for it and exits with its status.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
  child.on('error', (error) => fail(`${executable} did not start: ${error.message}`));
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}
