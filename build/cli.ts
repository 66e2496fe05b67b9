/** `npm run cli -- …`: runs the command line from dist/, after building it if necessary. */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt } from './bundle.ts';
import { dist } from './bundles.ts';

await ensureBuilt();
await import(pathToFileURL(path.join(dist, 'cli.cjs')).href);
