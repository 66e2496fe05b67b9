/** `npm run build`: everything into dist/. */
import { buildAll } from './bundle.ts';

await buildAll();
