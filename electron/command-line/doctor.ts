import type { DoctorResult } from '../contract/support.ts';
import { type DoctorNetwork, examine } from '../core/doctor/doctor.ts';
import { peekCertificate, systemLookup } from '../core/doctor/network-checks.ts';
import { checkTitles, findingText, stepLine } from '../core/doctor/report.ts';
import { AppError } from '../core/errors.ts';
import { printable, printableJson } from '../core/printable.ts';
import { openTokens } from './access.ts';
import type { Context } from './context.ts';
import type { ChosenConnection } from './known-connections.ts';
import { nodeAdvice } from './node-advice.ts';
import type { IdentityOptions } from './options.ts';
import type { Lead } from './output.ts';
import { subscriptionKeyOf } from './subscription-key.ts';
import type { RowFormat } from './table.ts';

/** Node connects directly, unless NODE_USE_ENV_PROXY makes it use a proxy from the environment. */
const network: DoctorNetwork = {
  lookup: systemLookup,
  peekCertificate,
  async proxyFor(url) {
    const { hostname, protocol } = new URL(url);
    const { env } = process;
    if (env['NODE_USE_ENV_PROXY'] !== '1') return undefined;
    const name = `${protocol.slice(0, -1)}_proxy`;
    const named = env[name] ?? env[name.toUpperCase()];
    const direct = (env['no_proxy'] ?? env['NO_PROXY'] ?? '').split(',').map((each) => each.trim());
    const isDirect = direct.some((each) => each !== '' && (each === '*' || hostname.endsWith(each)));
    return named && !isDirect ? URL.parse(named)?.host : undefined;
  },
};

const colours = { passed: 'green', failed: 'red', skipped: 'yellow' } as const;

/**
 * Examines a connection like the window does, and prints each step as soon as its result is known; JSON at the end.
 * Throws the failure of the first failed step, which decides the exit status.
 */
export async function printExamination(
  context: Context,
  chosen: ChosenConnection,
  options: IdentityOptions,
  format: RowFormat,
): Promise<void> {
  const { output } = context;
  let tokens: ReturnType<typeof openTokens> | undefined;
  const steps = examine({
    ...context,
    network,
    connection: chosen.connection,
    async token(rejected) {
      tokens ??= openTokens(context, chosen, options);
      return (await tokens)(rejected);
    },
    subscriptionKey: () => subscriptionKeyOf(context, chosen),
  });
  const results: DoctorResult[] = [];
  for await (const result of steps) {
    results.push(result);
    if (format === 'table') await output.write(`${printable(stepLine(result))}\n`, leadOf(result));
  }
  const advice = format === 'table' ? nodeAdvice(process.version) : undefined;
  if (advice) await output.write(`note     ${advice}\n`, { length: 7, colour: 'yellow' });
  if (format === 'json')
    await output.write(`${printableJson(JSON.stringify(results.map(asJson), null, 2))}\n`);
  const failed = results.flatMap(({ check, failure }) => (failure ? [{ check, failure }] : []));
  const [first] = failed;
  if (!first) return;
  const { code, message, hint } = first.failure;
  const title = checkTitles[first.check];
  const text = `${failed.length} of ${results.length} steps failed, first "${title}": ${message}`;
  throw new AppError(code, text, { hint });
}

/** The outcome is coloured on a terminal, unless NO_COLOR is set. */
const leadOf = ({ outcome }: DoctorResult): Lead => ({ length: 7, colour: colours[outcome] });

function asJson(result: DoctorResult) {
  const { check, outcome, failure } = result;
  const { code, message, hint } = failure ?? {};
  return { check, outcome, text: findingText(result), failure: failure ? { code, message, hint } : null };
}
