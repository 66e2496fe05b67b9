/** `npm run cli -- …`: the command line from dist/, built first where that is needed. */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt } from './bundle.ts';
import { dist } from './bundles.ts';

await ensureBuilt();
await import(pathToFileURL(path.join(dist, 'cli.js')).href);
