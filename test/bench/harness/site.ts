/** Serves built pages to the bench's browser, on loopback. */
import { createReadStream, existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { serve, type TestServer } from '../../fakes/server.ts';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

/** A folder as a site; nothing outside of it is handed out. */
export function serveFolder(folder: string): Promise<TestServer> {
  return serve((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const file = path.join(folder, pathname.endsWith('/') ? `${pathname}index.html` : pathname);
    if (!file.startsWith(folder + path.sep) || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end();
      return;
    }
    response.setHeader('content-type', types[path.extname(file)] ?? 'application/octet-stream');
    createReadStream(file).pipe(response);
  });
}
