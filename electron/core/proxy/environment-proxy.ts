import { isLoopback } from '../connection/allowed-urls.ts';
import { AppError } from '../errors.ts';
import { isExempt } from './no-proxy.ts';

/** A proxy that the environment names. */
export interface EnvironmentProxy {
  /** http or https, with credentials if there are some. Never shown: it may hold a password. */
  url: URL;
  /** `host:port`, without credentials. */
  address: string;
  /** The variable that names it. */
  variable: string;
}

/** The proxy for a request to a URL, or undefined for a direct connection. Throws `configuration`. */
export type ProxyFor = (url: string) => EnvironmentProxy | undefined;

/**
 * The proxies of the environment, by curl's rules (R48): `https_proxy` and `http_proxy` by the scheme of the request, in
 * small letters first, an empty one is none, and NO_PROXY exempts hosts. Different from curl:
 * - HTTP_PROXY in capitals counts, except in a CGI program, where a request's `Proxy:` header sets it (httpoxy);
 * - ALL_PROXY is refused, because it is mostly a SOCKS proxy, and a request that silently goes past it is worse;
 * - plain http, which only this computer's services may use (R1), leaves it neither by a proxy.
 */
export function environmentProxy(env: Readonly<NodeJS.ProcessEnv>): ProxyFor {
  /** Of these variables, the first that is not empty. */
  const first = (...names: string[]) => names.find((name) => (env[name] ?? '') !== '');
  const isCgi = env['REQUEST_METHOD'] !== undefined;
  const exempt = env[first('no_proxy', 'NO_PROXY') ?? ''] ?? '';
  return (url) => {
    const { protocol, hostname, host } = new URL(url);
    const isSecure = protocol === 'https:' || protocol === 'wss:';
    const variable = isSecure
      ? first('https_proxy', 'HTTPS_PROXY')
      : first('http_proxy', ...(isCgi ? [] : ['HTTP_PROXY']));
    const all = first('all_proxy', 'ALL_PROXY');
    if ((variable ?? all) === undefined || isExempt(hostname, exempt)) return undefined;
    if (variable === undefined) throw unsupported(all ?? '', host, isSecure);
    const proxy = parseProxy(variable, env[variable] ?? '');
    return isSecure || isLoopback(proxy.url) ? proxy : undefined;
  };
}

/** As curl, without a scheme it is http. */
function parseProxy(variable: string, text: string): EnvironmentProxy {
  const value = text.trim();
  const url = URL.parse(value.includes('://') ? value : `http://${value}`);
  const scheme = url?.protocol.slice(0, -1) ?? '';
  if (!url || url.hostname === '' || !hasReadableCredentials(url)) throw unreadable(variable);
  if (scheme !== 'http' && scheme !== 'https')
    throw new AppError('configuration', `${variable} names a ${scheme} proxy, which max-desk cannot use.`, {
      hint: `Name an HTTP proxy in ${variable}, as http://HOST:PORT, or exempt the hosts in NO_PROXY.`,
      details: { key: variable },
    });
  const port = url.port || (scheme === 'https' ? '443' : '80');
  return { url, address: `${url.hostname}:${port}`, variable };
}

/** The value is not repeated: it may hold a password. */
function unreadable(variable: string): AppError {
  return new AppError('configuration', `${variable} holds no address of a proxy.`, {
    hint: 'Write it as http://HOST:PORT or http://USER:PASSWORD@HOST:PORT, special characters percent-encoded.',
    details: { key: variable },
  });
}

function hasReadableCredentials({ username, password }: URL): boolean {
  try {
    decodeURIComponent(username + password);
    return true;
  } catch {
    return false;
  }
}

function unsupported(variable: string, host: string, isSecure: boolean): AppError {
  const instead = isSecure ? 'HTTPS_PROXY' : 'HTTP_PROXY';
  return new AppError('configuration', `${variable} is set, which max-desk does not use for ${host}.`, {
    hint: `Name an HTTP proxy in ${instead}, or exempt the host in NO_PROXY, or unset ${variable}.`,
    details: { key: variable },
  });
}

/** What failed before the proxy has connected us: Node's code for a refused tunnel, and those of the way to the proxy. */
const unreached = /^(ECONNREFUSED|ENOTFOUND|EAI_|ETIMEDOUT|EHOST|ENET)/;

/** The error of a request through a proxy if it comes from the proxy; undefined if it comes from the service. */
export function proxyFault(
  error: NodeJS.ErrnoException & { statusCode?: number },
  proxy: EnvironmentProxy,
  host: string,
): AppError | undefined {
  const { code = '', statusCode } = error;
  if (statusCode === 407) return proxyWantsSignIn(proxy);
  const details = {
    host,
    proxy: proxy.address,
    reason: statusCode === undefined ? code : String(statusCode),
  };
  const failure = (text: string) => new AppError('proxy-refused', text, { cause: error, details });
  if (code === 'ERR_PROXY_TUNNEL')
    return failure(`The proxy ${proxy.address} gives no connection to ${host} (${details.reason}).`);
  if (unreached.test(code)) return failure(`The proxy ${proxy.address} cannot be reached (${code}).`);
  return undefined;
}

/** A 407: the proxy wants credentials, or others than it got. */
export function proxyWantsSignIn({ url, address, variable }: EnvironmentProxy): AppError {
  const text =
    url.username === ''
      ? `The proxy ${address} asks for a user name and a password.`
      : `The proxy ${address} does not accept the user name and the password in ${variable}.`;
  return new AppError('proxy-sign-in', text, {
    hint: `Write them into ${variable}, as http://USER:PASSWORD@${address}, special characters percent-encoded.`,
    details: { proxy: address },
  });
}
