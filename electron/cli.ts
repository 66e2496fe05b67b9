#!/usr/bin/env node
import { version } from '../package.json';
import { errorFormat, parseRequest } from './command-line/arguments.ts';
import { commands } from './command-line/commands.ts';
import { createContext } from './command-line/context.ts';
import { exitStatus } from './command-line/exit-status.ts';
import { commandHelp, help } from './command-line/help.ts';
import { createOutput } from './command-line/output.ts';
import { listenToSignals } from './command-line/signals.ts';
import { abortable, isTimeout } from './core/abortable.ts';
import { AppError, toAppError } from './core/errors.ts';
import { printable, printableJson } from './core/printable.ts';

const argv = process.argv.slice(2);
const signals = listenToSignals();
const output = createOutput(process.stdout, signals.interrupted);

// A closed stderr must not stop the command; the last write calls back anyway.
process.stderr.on('error', () => undefined);
void start();

async function start(): Promise<void> {
  try {
    requireNode();
    await run();
    end('');
  } catch (error) {
    printFailure(isTimeout(error) ? new AppError('offline', 'It was not done in time.') : toAppError(error));
  }
}

async function run(): Promise<void> {
  const request = parseRequest(argv, commands);
  if (request.kind === 'version') return output.write(`${version}\n`);
  if (request.kind === 'help')
    return output.write(request.command ? commandHelp(request.command) : help(commands));
  const { command, options, operands } = request;
  const { closing } = command;
  const context = createContext({ options, env: process.env, output, signals, loadSimulator, closing });
  await abortable(command.run(context, { options, operands }), context.overdue);
}

/** A file of its own, which one command reads. */
function loadSimulator() {
  return import('./simulator/index.ts');
}

/** Older versions lack features of Node 24, for instance the system's certificate authorities. */
function requireNode(): void {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 24 || (major === 24 && minor >= 5)) return;
  throw new AppError('configuration', `max-desk needs Node 24.5 or newer; this is ${process.version}.`, {
    hint: 'Install Node 24, or run it by "npm run cli -- …", which brings its own.',
  });
}

/** Messages name what files and services say: nothing of that may do anything to a terminal (R45). */
function printFailure({ code, message, hint }: AppError): void {
  process.exitCode = exitStatus[code];
  const isJson = errorFormat(argv) === 'json';
  const json = () => printableJson(JSON.stringify({ code, message, hint }));
  end(isJson ? `${json()}\n` : `max-desk: ${printable(message)}\n${printable(hint)}\n`);
}

/** Exits explicitly: an open connection or a stopped reader would keep the process alive, even after Ctrl+C. */
function end(lastWords: string): void {
  process.stderr.write(lastWords, () => process.exit());
}
