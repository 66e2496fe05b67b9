import { promises as fs } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { dialectNamed, dialectNames } from './dialect/dialects.ts';
import { type Simulator, start } from './index.ts';

type Arguments = Exclude<ReturnType<typeof readArguments>, 'help'>;

const USAGE = `Usage: npm run simulator -- [--port N] [--units N] [--dialect NAME | --shape FILE] [--out FILE]
                              [--tls-key FILE --tls-cert FILE]

  --port N    the port to listen on (default: a free one)
  --units N   how many units there are, up to 1,000,000 (default: 1248)
  --dialect NAME
              how lists and events are written (default: plain):
              ${dialectNames.join(', ')}
              or random, which mixes them and says its seed, random:SEED
  --shape FILE
              write lists and events as a service does that "max-desk doctor --shapes" was run on, from what it
              printed; with as many units if --units does not say otherwise
  --out FILE  where the connection file goes (default: max-desk-simulator.json)

  --tls-key FILE --tls-cert FILE
              serve https with this private key and certificate (PEM, for localhost)
`;

function readArguments() {
  const { values } = parseArgs({
    options: {
      port: { type: 'string' },
      units: { type: 'string' },
      dialect: { type: 'string' },
      shape: { type: 'string' },
      out: { type: 'string' },
      'tls-key': { type: 'string' },
      'tls-cert': { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return 'help';
  for (const name of ['shape', 'out', 'tls-key', 'tls-cert'] as const) {
    if (values[name] === '') throw new RangeError(`--${name} takes the name of a file.`);
  }
  const { 'tls-key': key, 'tls-cert': cert, shape } = values;
  if (shape !== undefined && values.dialect !== undefined)
    throw new RangeError('--shape and --dialect exclude each other.');
  if ((key === undefined) !== (cert === undefined))
    throw new RangeError('--tls-key and --tls-cert go together.');
  return {
    port: wholeNumber('--port', values.port ?? '0', 65_535),
    ...(values.units === undefined ? {} : { units: wholeNumber('--units', values.units, 1_000_000) }),
    ...(values.dialect === undefined ? {} : { dialect: dialectNamed(values.dialect).name }),
    ...(shape === undefined ? {} : { shape }),
    out: resolve(values.out ?? 'max-desk-simulator.json'),
    ...(key === undefined || cert === undefined ? {} : { tls: { key, cert } }),
  };
}

function wholeNumber(name: string, value: string, largest: number): number {
  if (/^\d{1,9}$/.test(value) && Number(value) <= largest) return Number(value);
  throw new RangeError(`${name} takes a whole number from 0 to ${largest}, not "${value}".`);
}

function welcome(simulator: Simulator, file: string): string {
  const { url, people, technicalAccount, subscriptionKey, dialect } = simulator;
  const named = people.map(
    ({ name, email, employee }) => `${name} <${email}>${employee ? ', TK Elevator employee' : ''}`,
  );
  const path = /^[\w@%+=:,./-]+$/.test(file) ? file : JSON.stringify(file);
  return `The MAX Desk simulator is running. Everything it shows is made up.

  Address            ${url}
  Connection file    ${file}
  People             ${named.join('\n                     ')}
  Technical account  ${technicalAccount.username}
  Its password       ${technicalAccount.password}
  Subscription key   ${subscriptionKey}
  Dialect            ${dialect}

The window:
  npm start -- --connection ${path}

The command line:
  MAX_DESK_SUBSCRIPTION_KEY=${subscriptionKey} MAX_DESK_PASSWORD=${technicalAccount.password} \\
    npm run cli -- units --connection ${path} --technical-account ${technicalAccount.username}

Password and key are new with every start. Ctrl-C ends the simulator.
`;
}

function explain(error: unknown, { port, out }: Arguments): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE')
    return `Port ${port} is in use. Choose another with --port, or leave it out to take a free one.`;
  if (code === 'EACCES' && port > 0 && port < 1_024)
    return `Port ${port} needs special rights. Choose one above 1023 with --port.`;
  return `The simulator cannot start: ${messageOf(error)} (connection file: ${out})`;
}

async function run({ out, tls: files, shape, ...options }: Arguments): Promise<void> {
  const tls = files && {
    key: await fs.readFile(files.key, 'utf8'),
    cert: await fs.readFile(files.cert, 'utf8'),
  };
  const recorded: unknown = shape === undefined ? undefined : JSON.parse(await fs.readFile(shape, 'utf8'));
  const simulator = await start({ ...options, ...(tls && { tls }), shape: recorded });
  const end = () => void simulator.close();
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  try {
    await fs.writeFile(out, `${JSON.stringify(simulator.connection, null, 2)}\n`, { mode: 0o600 });
    // writeFile's mode applies only to new files.
    await fs.chmod(out, 0o600);
  } catch (error) {
    await simulator.close();
    throw error;
  }
  process.stdout.write(welcome(simulator, out));
}

/** The arguments; undefined if they were wrong, which has been said then. */
function argumentsOrUsage(): ReturnType<typeof readArguments> | undefined {
  try {
    return readArguments();
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n\n${USAGE}`);
    process.exitCode = 2;
    return undefined;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

const wanted = argumentsOrUsage();
if (wanted === 'help') process.stdout.write(USAGE);
else if (wanted !== undefined) {
  try {
    await run(wanted);
  } catch (error) {
    process.stderr.write(`${explain(error, wanted)}\n`);
    process.exitCode = 1;
  }
}
