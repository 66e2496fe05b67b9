/** Rules that every package must follow. */
import type { Packed } from './package-inspection.ts';

/** The fuses in @electron/fuses' order, with their required state (R10). */
const wantedFuses: readonly (readonly [name: string, state: '0' | '1'])[] = [
  ['RunAsNode', '0'],
  ['EnableCookieEncryption', '0'],
  ['EnableNodeOptionsEnvironmentVariable', '0'],
  ['EnableNodeCliInspectArguments', '0'],
  ['EnableEmbeddedAsarIntegrityValidation', '1'],
  ['OnlyLoadAppFromAsar', '1'],
  ['LoadBrowserProcessSpecificV8Snapshot', '0'],
  ['GrantFileProtocolExtraPrivileges', '0'],
];
const neededFiles = ['package.json', 'dist/main.cjs', 'dist/preload.cjs', 'dist/renderer/index.html'];
const allowedPlaces =
  /^(package\.json|dist\/(main\.cjs|preload\.cjs|simulator\.cjs|signalr\.cjs|updater\.cjs|renderer\/index\.html|renderer\/assets\/[\w.-]+\.(js|css|svg|png|woff2)|icon\.png|tray\/[\w@.-]+\.(png|ico)))$/;
/** Maximum total size, so that growth is noticed (bytes). */
const largest = 6 * 1024 * 1024;
/** Maximum size in bytes, because the preload runs before every page (R11). */
const largestPreload = 2 * 1024;

/** For main and preload only: the simulated service has its own password page and generates keys. */
const notInMain: readonly (readonly [what: string, text: RegExp])[] = [
  [
    'the password grant, which belongs to the command line (R12, R21)',
    /grant_type['":\s]+password|readPassword/,
  ],
  ['a client secret (R12)', /clientSecret['"]?\s*[:=]\s*['"`][^'"`\s]/],
  ['sample people of the simulated service', /Sam Sample|Tessa Kraft/],
  [
    // A call within an arrow function waits until somebody asks.
    'a way to the simulated service that is not taken only when it is asked for',
    /(?<!=>[^;\n]*)require\(["']\.\/simulator\.cjs["']\)|^import[^(]*["']\.\/simulator\.cjs["']/m,
  ],
  ['the updater itself, which stands beside it', /class NsisUpdater/],
];
const nowhere: readonly (readonly [what: string, text: RegExp])[] = [
  ['a link to a source map', /\/[/*]# sourceMappingURL=/],
  ['a private key', /-----BEGIN (RSA |EC )?PRIVATE KEY-----\s*\n\s*[A-Za-z0-9+/=]{40}/],
  ['a token', /eyJ[A-Za-z0-9_-]{20,}\.eyJ[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{20,}/],
  [
    'a path of the computer that built it',
    /\/(home|Users|work|root)\/[\w.-]+\/[\w./-]*(electron|renderer)\//,
  ],
];

/** All violations in a package, as sentences; empty if there are none. */
export function packageFindings({ files, fuses }: Packed): string[] {
  const names = [...files.keys()];
  const size = [...files.values()].reduce((sum, content) => sum + content.byteLength, 0);
  const preload = files.get('dist/preload.cjs')?.byteLength ?? 0;
  return [
    ...neededFiles.filter((name) => !files.has(name)).map((name) => `${name} is missing.`),
    ...names.filter((name) => !allowedPlaces.test(name)).map((name) => `${name} does not belong in it.`),
    ...(size > largest ? [`It holds ${size} bytes, more than ${largest}.`] : []),
    ...(preload > largestPreload
      ? [`The preload has ${preload} bytes, more than ${largestPreload} (R11).`]
      : []),
    ...fuseFindings(fuses),
    ...textFindings(files),
  ];
}

/** All fuses with a wrong state (R10). */
export function fuseFindings(fuses: readonly string[]): string[] {
  return wantedFuses.flatMap(([name, state], index) =>
    fuses[index] === state
      ? []
      : [`The fuse ${name} is ${fuses[index] ?? 'missing'} instead of ${state} (R10).`],
  );
}

function textFindings(files: Packed['files']): string[] {
  return [...files].flatMap(([name, content]) => {
    const text = content.toString('utf8');
    const isOurs = /^dist\/(main|preload)[./]/.test(name);
    const rules = isOurs ? [...nowhere, ...notInMain] : nowhere;
    return rules.filter(([, pattern]) => pattern.test(text)).map(([what]) => `${name} holds ${what}.`);
  });
}
