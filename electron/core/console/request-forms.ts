/** A request of the console as a text to run elsewhere: never with token or key, but with where to get them (R29, R32). */
import type { RequestForm } from '../../contract/console.ts';
import { curlPipe, type PlainRequest, withoutNul } from './curl.ts';

/** The environment in which `max-desk exec` runs a command. */
const tokenVariable = 'MAX_DESK_ACCESS_TOKEN';
const keyVariable = 'MAX_DESK_SUBSCRIPTION_KEY';

/** The request in a form, quoted so that nothing in it is run or expanded. Throws `bad-request` where a form has no way to. */
export function requestAs(request: PlainRequest, keyHeader: string, form: RequestForm): string {
  if (form === 'curl') return curlPipe(request);
  return form === 'fetch' ? fetchText(request, keyHeader) : powerShellText(request, keyHeader);
}

/** A module for Node: JSON is JavaScript. */
function fetchText({ url, method, headers, body }: PlainRequest, keyHeader: string): string {
  const named = { ...headers, Authorization: bearer, [keyHeader]: key };
  const lines = Object.entries(named).map(
    ([name, value]) =>
      `    ${JSON.stringify(name)}: ${typeof value === 'string' ? JSON.stringify(value) : value.code},`,
  );
  return [
    '// Token and key come from the environment: max-desk exec -- node request.mjs',
    `const response = await fetch(${JSON.stringify(url)}, {`,
    `  method: ${JSON.stringify(method)},`,
    '  headers: {',
    ...lines,
    '  },',
    ...(body === undefined ? [] : [`  body: ${JSON.stringify(body)},`]),
    '});',
    'console.log(response.status, await response.text());',
    '',
  ].join('\n');
}

const bearer = { code: `\`Bearer \${process.env.${tokenVariable}}\`` };
const key = { code: `process.env.${keyVariable} ?? ""` };

/** The content type is a parameter of its own, and a body goes as bytes: as text, Windows PowerShell would send Latin-1. */
function powerShellText({ url, method, headers, body }: PlainRequest, keyHeader: string): string {
  const { 'content-type': contentType, ...others } = headers;
  return [
    '# Token and key come from the environment: max-desk exec -- powershell -File request.ps1',
    '$headers = @{',
    `  'Authorization' = "Bearer $env:${tokenVariable}"`,
    `  ${literal(keyHeader)} = "$env:${keyVariable}"`,
    ...Object.entries(others).map(([name, value]) => `  ${literal(name)} = ${literal(value)}`),
    '}',
    ...(body === undefined ? [] : [`$body = [Text.Encoding]::UTF8.GetBytes(${literal(body)})`]),
    [
      `Invoke-RestMethod -Uri ${literal(url)} -Method ${literal(method)} -Headers $headers`,
      ...(contentType === undefined ? [] : [`-ContentType ${literal(contentType)}`]),
      ...(body === undefined ? [] : ['-Body $body']),
    ].join(' '),
    '',
  ].join('\n');
}

/** Between single quotes PowerShell expands nothing. It takes typographic quotes for such quotes, too; a doubled one is one. */
function literal(text: string): string {
  return `'${withoutNul(text).replace(/['\u2018-\u201b]/g, '$&$&')}'`;
}
