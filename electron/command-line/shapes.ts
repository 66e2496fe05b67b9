import { version } from '../../package.json';
import { recordShapes, shapesText } from '../core/doctor/shapes/shapes.ts';
import { printableJson } from '../core/printable.ts';
import { openTokens } from './access.ts';
import type { Context } from './context.ts';
import { createRoutedSockets } from './http/sockets.ts';
import type { ChosenConnection } from './known-connections.ts';
import type { IdentityOptions } from './options.ts';
import { subscriptionKeyOf } from './subscription-key.ts';

/**
 * Prints what the service sends, in JSON without values of persons, places and ids. Throws what went wrong, also after
 * printing what came.
 */
export async function printShapes(
  context: Context,
  chosen: ChosenConnection,
  options: IdentityOptions,
): Promise<void> {
  const token = await openTokens(context, chosen, options);
  const subscriptionKey = () => subscriptionKeyOf(context, chosen);
  // For the hub's socket.
  context.trustAll();
  if (context.options.verbose || process.stderr.isTTY)
    context.tell('Reading the list of units, then listening to the hub for up to 10 s.');
  const { shapes, error } = await recordShapes(
    {
      ...context,
      connection: chosen.connection,
      token,
      subscriptionKey,
      sockets: createRoutedSockets(context.routes),
    },
    version,
  );
  await context.output.write(printableJson(shapesText(shapes)));
  if (error) throw error;
}
