import type { DoctorResult } from '../contract/support.ts';
import { type DoctorNetwork, examine } from '../core/doctor/doctor.ts';
import { checkTitles, findingText, stepLine } from '../core/doctor/doctor-texts.ts';
import { createPeek, systemLookup } from '../core/doctor/network-checks.ts';
import { AppError } from '../core/errors.ts';
import { printable, printableJson } from '../core/printable.ts';
import { openTokens } from './access.ts';
import type { Context } from './context.ts';
import { createRoutedSockets } from './http/sockets.ts';
import type { ChosenConnection } from './known-connections.ts';
import { nodeAdvice } from './node-advice.ts';
import { waitsOf } from './opened-api.ts';
import type { IdentityOptions } from './options.ts';
import type { Lead } from './output.ts';
import { subscriptionKeyOf } from './subscription-key.ts';
import type { RowFormat } from './table.ts';

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
    network: networkOf(context),
    sockets: createRoutedSockets(context.routes),
    wait: waitsOf(context),
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

/** The ways of the commands themselves: the same proxies, the same connections. */
function networkOf({ proxyFor, routes }: Context): DoctorNetwork {
  return {
    lookup: systemLookup,
    proxyFor: async (url) => proxyFor(url)?.address,
    // On a new connection: one that resumes a TLS session does not show the certificate again.
    peekCertificate: createPeek((url) => routes.route(url, 'HEAD').agent),
  };
}

/** The outcome is coloured on a terminal, unless NO_COLOR is set. */
const leadOf = ({ outcome }: DoctorResult): Lead => ({ length: 7, colour: colours[outcome] });

function asJson(result: DoctorResult) {
  const { check, outcome, failure } = result;
  const { code, message, hint } = failure ?? {};
  return { check, outcome, text: findingText(result), failure: failure ? { code, message, hint } : null };
}
