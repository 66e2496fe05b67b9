import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { abortable } from '../core/abortable.ts';
import { counted } from '../core/counted.ts';
import { AppError, systemCode } from '../core/errors.ts';
import { wholeNumber } from './arguments.ts';
import type { Context } from './context.ts';
import { writtenInto } from './file-output.ts';
import type { SimulatedService } from './simulator-port.ts';

/** A longer file is none that was recorded, bytes; and a text of JavaScript has at most 512 MiB. */
const longest = 256 * 2 ** 20;
const fastest = 1_000;

interface SimulateOptions {
  speed: string;
  port: string;
  format: 'text' | 'json';
}

/**
 * Serves the units of a recording on this computer, and plays what happened to them from the first subscription on, until it
 * is interrupted. Says on standard output how it is reached; the connection file is in a folder of its own meanwhile. Throws
 * `usage` for what is no recording, a number that is out of range or a port that is taken, `managed`, `storage`.
 */
export async function simulate(context: Context, file: string, options: SimulateOptions): Promise<void> {
  const speed = numberIn('--speed', options.speed, 1, fastest);
  const port = numberIn('--port', options.port, 0, 65_535);
  (await context.managed()).assertSimulator();
  const recording = contentOf(file);
  const { start } = await context.loadSimulator();
  const service = await start({ recording, speed, port }).catch((error: unknown) => {
    throw notStarted(error, file, port);
  });
  const folder = mkdtempSync(path.join(tmpdir(), 'max-desk-simulate-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  // Ctrl-C ends the process before it could be waited for.
  process.once('exit', remove);
  try {
    const connection = `${JSON.stringify(service.connection, null, 2)}\n`;
    const place = await writtenInto(folder, 'connection.json', context, (output) => output.write(connection));
    await context.output.write(
      options.format === 'json' ? machineText(service, place) : welcome(service, place, speed),
    );
    await abortable(service.replay?.ended ?? Promise.resolve(), context.signal);
    context.tell('The recording has been played to its end; the units stay as they are. Ctrl-C ends it.');
    await abortable(new Promise<never>(() => undefined), context.signal);
  } finally {
    await service.close();
    remove();
  }
}

function numberIn(option: string, text: string, least: number, most: number): number {
  const number = wholeNumber(option, text, least) ?? least;
  if (number <= most) return number;
  throw new AppError('usage', `${option} takes a whole number from ${least} to ${most}, not "${text}".`);
}

function contentOf(file: string): string {
  const hint = 'Name a file that "max-desk watch --record FILE" has written.';
  try {
    const { size } = statSync(file);
    if (size > longest) throw new AppError('usage', `${file} is longer than ${longest} bytes.`, { hint });
    return readFileSync(file, 'utf8');
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('usage', `${file} cannot be read (${systemCode(cause)}).`, { cause, hint });
  }
}

/** The simulator explains in a RangeError what it was given wrong. */
function notStarted(cause: unknown, file: string, port: number): unknown {
  if (systemCode(cause) === 'EADDRINUSE')
    return new AppError('usage', `Port ${port} is in use.`, {
      cause,
      hint: 'Choose another one, or leave --port out.',
    });
  if (!(cause instanceof RangeError)) return cause;
  return new AppError('usage', `${file}: ${cause.message}`, {
    cause,
    hint: 'Use the file as "max-desk watch --record" has written it, or record anew. A torn last line is no fault.',
  });
}

function machineText(service: SimulatedService, connectionFile: string): string {
  const { subscriptionKey, technicalAccount, people, replay } = service;
  const { units = 0, changes = 0, length = 0 } = replay ?? {};
  const said = { connectionFile, subscriptionKey, technicalAccount, people, units, changes, length };
  return `${JSON.stringify(said)}\n`;
}

function welcome(service: SimulatedService, place: string, speed: number): string {
  const { subscriptionKey, technicalAccount, people, replay } = service;
  const { units = 0, changes = 0, length = 0 } = replay ?? {};
  const of = `${counted(units, 'unit')}, ${counted(changes, 'change')}, ${counted(Math.round(length / 1000), 'second')}`;
  return `The recording is played at ${speed}× from the moment on when somebody follows the units: ${of}.

  Connection file    ${place}
  People             ${people.map(({ name, email }) => `${name} <${email}>`).join('\n                     ')}
  Technical account  ${technicalAccount.username}
  Its password       ${technicalAccount.password}
  Subscription key   ${subscriptionKey}

The window: start MAX Desk with
  --connection ${place}

The command line:
  MAX_DESK_SUBSCRIPTION_KEY=${subscriptionKey} MAX_DESK_PASSWORD=${technicalAccount.password} \\
    max-desk watch --connection ${place} --technical-account ${technicalAccount.username}

Password and key are new with every start, and good on this computer only. Ctrl-C ends it.
`;
}
