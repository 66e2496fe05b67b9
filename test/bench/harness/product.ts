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
  refuseDevelopment(path.join(dist, 'renderer/assets'));
}

/** Throws when a script of this folder has React's development version in it. */
export function refuseDevelopment(folder: string): void {
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.js'))) {
    if (readFileSync(path.join(folder, name), 'utf8').includes(developmentOnly))
      throw new Error(
        `${path.join(folder, name)} has React's development version in it: nothing is measured.`,
      );
  }
}
