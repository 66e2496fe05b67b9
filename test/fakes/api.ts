import type { ApiClient } from '../../electron/core/api/client.ts';
import { AppError } from '../../electron/core/errors.ts';

/** What a fake API answers: JSON of a value, or a body with headers and a status. */
export type FakeAnswer =
  | { json: unknown }
  | { body: Uint8Array; headers?: Record<string, string>; status?: number };

const base = 'https://api.example.com/max';

/** An API with these answers by path and query; everything else is a 404. `asked` has what was asked for, in order. */
export function fakeApi(answers: Record<string, FakeAnswer>) {
  const asked: { target: string; accept: string | undefined }[] = [];
  const closed: string[] = [];
  const api: Pick<ApiClient, 'open'> = {
    async open(target, signal, accept) {
      asked.push({ target, accept });
      const url = target.startsWith('/') ? `${base}${target}` : target;
      const { [url.replace(base, '')]: answer } = answers;
      if (!answer) {
        const details = { host: 'api.example.com', status: '404' };
        throw new AppError('api-bad-answer', 'api.example.com answered 404.', { details });
      }
      const bytes = 'json' in answer ? Buffer.from(JSON.stringify(answer.json)) : answer.body;
      const { headers = {}, status = 200 } = 'json' in answer ? {} : answer;
      async function* body() {
        signal?.throwIfAborted();
        yield bytes;
      }
      return {
        status,
        url,
        headers: new Headers(headers),
        body: body(),
        text: '',
        secrets: [],
        close: async () => void closed.push(url),
      };
    },
  };
  return { api, asked, closed };
}
