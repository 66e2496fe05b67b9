/** Puts the page's halves together as script text: functions by their source, which Node has already freed of types. */
import { bridgeSource } from './bridge.ts';
import { codecSource } from './codec.ts';
import { type IsolatedWorldSettings, isolatedWorldSource, startIsolatedWorld } from './isolated-world.ts';
import { type MainWorldSettings, mainWorldSource, startMainWorld } from './main-world.ts';

type Functions = readonly { readonly name: string; toString(): string }[];

/** The script for the page's own world. */
export function mainWorldScript(settings: MainWorldSettings): string {
  return script([...bridgeSource, ...mainWorldSource], `${startMainWorld.name}(${JSON.stringify(settings)})`);
}

/** The script for the isolated world, with the preload's text inside. */
export function isolatedWorldScript(settings: IsolatedWorldSettings, preload: string): string {
  const preloadFunction = `function (require, module, exports, process) {\n${preload}\n}`;
  const start = `${startIsolatedWorld.name}(${JSON.stringify(settings)}, ${preloadFunction})`;
  return script([...codecSource, ...bridgeSource, ...isolatedWorldSource], start);
}

function script(functions: Functions, start: string): string {
  return `(() => {\n${functions.map((each) => each.toString()).join('\n')}\n${start};\n})();`;
}
