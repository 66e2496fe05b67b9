import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { isBuilt } from '../../../build/bundle.ts';
import { dist } from '../../../build/bundles.ts';

/** Stands in React's development version only. */
const developmentOnly = 'Download the React DevTools';

/**
 * Throws unless dist/ was built from these very sources, and for production: a page with React's development version in
 * it takes twice as long.
 */
export function refuseOtherBuilds(): void {
  if (!isBuilt()) throw new Error('dist/ was not built from these sources: run `npm run build` first.');
  const assets = path.join(dist, 'renderer/assets');
  for (const name of readdirSync(assets).filter((each) => each.endsWith('.js'))) {
    if (readFileSync(path.join(assets, name), 'utf8').includes(developmentOnly))
      throw new Error(
        `dist/renderer/assets/${name} has React's development version in it: nothing is measured.`,
      );
  }
}
