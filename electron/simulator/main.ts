import { promises as fs } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { start } from './index.ts';
import type { KeyPair, Simulator } from './types.ts';

interface Arguments {
  readonly port: number;
  readonly units: number | undefined;
  readonly out: string;
  readonly tlsKey: string | undefined;
  readonly tlsCert: string | undefined;
}

const USAGE = `Usage: npm run simulator -- [--port N] [--units N] [--out FILE] [--tls-key FILE --tls-cert FILE]

  --port N    the port to listen on (default: a free one)
  --units N   how many units there are, up to 1,000,000 (default: 1248)
  --out FILE  where the connection file goes (default: max-desk-simulator.json)

  --tls-key FILE --tls-cert FILE
              serve https with this private key and certificate (PEM, for localhost)
`;

function readArguments(list: readonly string[]): Arguments | 'help' {
  const { values } = parseArgs({
    args: [...list],
    options: {
      port: { type: 'string' },
      units: { type: 'string' },
      out: { type: 'string' },
      'tls-key': { type: 'string' },
      'tls-cert': { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return 'help';
  for (const name of ['out', 'tls-key', 'tls-cert'] as const) {
    if (values[name] === '') throw new RangeError(`--${name} takes the name of a file.`);
  }
  if ((values['tls-key'] === undefined) !== (values['tls-cert'] === undefined)) {
    throw new RangeError('--tls-key and --tls-cert go together.');
  }
  return {
    port: wholeNumber('--port', values.port, 65_535) ?? 0,
    units: wholeNumber('--units', values.units, 1_000_000),
    out: resolve(values.out ?? 'max-desk-simulator.json'),
    tlsKey: values['tls-key'],
    tlsCert: values['tls-cert'],
  };
}

function wholeNumber(name: string, value: string | undefined, largest: number): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d{1,9}$/.test(value) && Number(value) <= largest) return Number(value);
  throw new RangeError(`${name} takes a whole number from 0 to ${largest}, not "${value}".`);
}

function welcome({ url, people, technicalAccount, subscriptionKey }: Simulator, file: string): string {
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

The window:
  MAX_DESK_SUBSCRIPTION_KEY=${subscriptionKey} npm start -- --connection ${path}

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
  return `The simulator cannot start: ${error instanceof Error ? error.message : String(error)} (connection file: ${out})`;
}

async function readKeyPair({ tlsKey, tlsCert }: Arguments): Promise<KeyPair | undefined> {
  if (tlsKey === undefined || tlsCert === undefined) return undefined;
  const [key, cert] = await Promise.all([fs.readFile(tlsKey, 'utf8'), fs.readFile(tlsCert, 'utf8')]);
  return { key, cert };
}

async function run(wanted: Arguments): Promise<void> {
  const tls = await readKeyPair(wanted);
  const simulator = await start({
    port: wanted.port,
    ...(wanted.units === undefined ? {} : { units: wanted.units }),
    ...(tls === undefined ? {} : { tls }),
  });
  const end = () => void simulator.close();
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  try {
    await fs.writeFile(wanted.out, `${JSON.stringify(simulator.connection, null, 2)}\n`, { mode: 0o600 });
    // writeFile's mode applies only to new files.
    await fs.chmod(wanted.out, 0o600);
  } catch (error) {
    await simulator.close();
    throw error;
  }
  process.stdout.write(welcome(simulator, wanted.out));
}

async function main(): Promise<void> {
  let wanted: Arguments | 'help';
  try {
    wanted = readArguments(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    process.exitCode = 2;
    return;
  }
  if (wanted === 'help') {
    process.stdout.write(USAGE);
    return;
  }
  try {
    await run(wanted);
  } catch (error) {
    process.stderr.write(`${explain(error, wanted)}\n`);
    process.exitCode = 1;
  }
}

await main();
