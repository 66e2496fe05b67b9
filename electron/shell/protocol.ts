import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { protocol } from 'electron';

const scheme = 'app';
const host = 'max-desk';
export const appOrigin = `${scheme}://${host}`;
export const appPage = `${appOrigin}/index.html`;

/** R1. The page loads its own files and nothing else; whatever it needs from outside, main gets for it. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Must run before Electron is ready, once. */
export function declareAppScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true };
  protocol.registerSchemesAsPrivileged([{ scheme, privileges }]);
}

/** Serves the built page. `root` is an absolute folder. */
export function serveApp(root: string): void {
  protocol.handle(scheme, (request) => appResponse(root, request));
}

/** One file of `root`, or 404: other hosts and methods, traversal, encoded or not, and whatever is not there (R9). */
export async function appResponse(root: string, request: Pick<Request, 'url' | 'method'>): Promise<Response> {
  const file = fileFor(root, request);
  const type = file && types[path.extname(file)];
  if (!file || !type) return notFound();
  try {
    const body = new Uint8Array(await readFile(file));
    return new Response(body, { headers: { ...headers, 'content-type': type } });
  } catch {
    return notFound();
  }
}

const headers = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-cache',
};

function notFound(): Response {
  return new Response(null, { status: 404, headers });
}

function fileFor(root: string, { url, method }: Pick<Request, 'url' | 'method'>): string | undefined {
  if (method !== 'GET' || !URL.canParse(url)) return undefined;
  const parsed = new URL(url);
  if (parsed.host !== host) return undefined;
  try {
    const name = decodeURIComponent(parsed.pathname);
    if (/[\0\\%]/.test(name)) return undefined;
    const file = path.resolve(root, `.${name}`);
    return file.startsWith(root + path.sep) ? file : undefined;
  } catch {
    return undefined;
  }
}
