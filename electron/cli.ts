#!/usr/bin/env node
import tls from 'node:tls';
import { version } from '../package.json';
import { type Command, errorFormat, parseCommand } from './command-line/arguments.ts';
import { trustCertificates } from './command-line/certificates.ts';
import { readConnection } from './command-line/connection.ts';
import { exitStatus } from './command-line/exit-status.ts';
import { help } from './command-line/help.ts';
import { createOutput } from './command-line/output.ts';
import { readPassword } from './command-line/password.ts';
import { formatToken } from './command-line/token.ts';
import { printUnits } from './command-line/units.ts';
import { createApiClient } from './core/api/client.ts';
import { requestTechnicalToken } from './core/auth/technical-account.ts';
import { watchClock } from './core/clock-skew.ts';
import type { Connection } from './core/connection/connection-file.ts';
import { AppError, toAppError } from './core/errors.ts';
import { systemClock } from './core/ports.ts';

const argv = process.argv.slice(2);
const { http, explain } = watchClock(fetch, systemClock);
const interrupted = new AbortController();
const output = createOutput(process.stdout, interrupted.signal);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => interrupted.abort(new AppError('cancelled', 'Interrupted.')));
}

try {
  requireNode();
  await run(parseCommand(argv));
} catch (error) {
  printFailure(toAppError(error));
}

/** What comes with Node 24 (the certificates of the system, among other things) is not there before. */
function requireNode(): void {
  if (typeof tls.setDefaultCACertificates === 'function') return;
  throw new AppError('configuration', `max-desk needs Node 24.5 or newer; this is ${process.version}.`, {
    hint: 'Install Node 24, or run it by "npm run cli -- …", which brings its own.',
  });
}

async function run(command: Command): Promise<void> {
  if (command.name === 'help') return output.write(help);
  if (command.name === 'version') return output.write(`${version}\n`);
  const { options } = command;
  const connection = readConnection(options.connection, process.env['MAX_DESK_CONNECTION']);
  trustCertificates(connection, options.ca);
  const limit = options.timeout === undefined ? [] : [AbortSignal.timeout(options.timeout)];
  const signal = AbortSignal.any([interrupted.signal, ...limit]);
  const grant = await signIn(command, connection, signal);
  if (command.name === 'token') return output.write(formatToken(grant, command.format, connection));

  const api = createApiClient({
    connection,
    http,
    explain,
    token: async () => grant,
    subscriptionKey: async () => process.env['MAX_DESK_SUBSCRIPTION_KEY'],
  });
  const request = { ...command, path: connection.api.unitsPath, signal };
  const { shown, received, withoutId } = await printUnits(api, request, output);
  if (options.quiet) return;
  if (withoutId > 0) process.stderr.write(`${withoutId} items of the list have no id and were left out.\n`);
  if (options.verbose || process.stderr.isTTY) process.stderr.write(`${shown} of ${received} units\n`);
}

async function signIn(
  { options }: Exclude<Command, { name: 'help' | 'version' }>,
  connection: Connection,
  signal: AbortSignal,
) {
  const username = options.technicalAccount;
  if (!username) {
    throw new AppError('sign-in-needed', 'Nobody is signed in.', { hint: 'Use --technical-account USER.' });
  }
  const password = await readPassword(options, process.env['MAX_DESK_PASSWORD'], signal);
  return requestTechnicalToken(connection, { username, password }, { http, clock: systemClock, signal });
}

function printFailure({ code, message, hint }: AppError): void {
  const text =
    errorFormat(argv) === 'json' ? JSON.stringify({ code, message, hint }) : `max-desk: ${message}\n${hint}`;
  process.exitCode = exitStatus[code];
  // A connection that is still being made, or a reader that has stopped, would keep the process alive, Ctrl-C or not.
  process.stderr.write(`${text}\n`, () => process.exit());
}
