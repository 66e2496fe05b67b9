/** `npm run build`: builds everything into dist/. */
import { buildAll } from './bundle.ts';

await buildAll();
