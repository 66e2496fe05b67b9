import type { Agent } from 'node:http';
import type { TcpNetConnectOpts as NetConnectOpts } from 'node:net';
import type { Duplex } from 'node:stream';
import type { EnvironmentProxy, ProxyFor } from '../../core/proxy/environment-proxy.ts';

/** How a request gets to its host. */
interface Route {
  agent: Agent;
  proxy: EnvironmentProxy | undefined;
}

export type HttpRoutes = ReturnType<typeof createHttpRoutes>;

/**
 * The connections of all requests and sockets, directly or through the proxy that the environment names, whatever
 * Node itself is told about proxies (NODE_USE_ENV_PROXY). Nothing is loaded before the first one.
 */
export function createHttpRoutes(proxyFor: ProxyFor) {
  const agents = new Map<string, Agent>();

  function agentFor(scheme: string, proxy: EnvironmentProxy | undefined, keepAlive: boolean): Agent {
    const key = JSON.stringify([scheme, proxy?.url.href, keepAlive]);
    const agent = agents.get(key) ?? createAgent(scheme, proxy, keepAlive);
    agents.set(key, agent);
    return agent;
  }

  return {
    /**
     * For a request, or for the upgrade to a socket (ws, wss). Only reads wait on a kept connection: if the server has
     * closed it, they can be sent again. Throws as `ProxyFor` does.
     */
    route(url: string, method = 'GET'): Route {
      const proxy = proxyFor(url);
      return { proxy, agent: agentFor(new URL(url).protocol, proxy, method === 'GET') };
    },
  };
}

function createAgent(scheme: string, proxy: EnvironmentProxy | undefined, keepAlive: boolean): Agent {
  if (scheme === 'ws:' && proxy) return tunnelAgent(proxy);
  const { Agent } = process.getBuiltinModule(
    scheme === 'http:' || scheme === 'ws:' ? 'node:http' : 'node:https',
  );
  if (!proxy) return new Agent({ keepAlive });
  return new Agent({ keepAlive, proxyEnv: { HTTP_PROXY: proxy.url.href, HTTPS_PROXY: proxy.url.href } });
}

/** RFC 6455 §4.1: the proxy of a plain socket is asked for a tunnel too; Node asks for one only with TLS. */
function tunnelAgent({ url }: EnvironmentProxy): Agent {
  const { Agent } = process.getBuiltinModule('node:http');
  const { request } = process.getBuiltinModule(url.protocol === 'http:' ? 'node:http' : 'node:https');
  const credentials = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  const headers =
    url.username === ''
      ? {}
      : { 'proxy-authorization': `Basic ${Buffer.from(credentials).toString('base64')}` };
  return Object.assign(new Agent(), {
    createConnection({ host, port }: NetConnectOpts, done: (error: Error | null, socket?: Duplex) => void) {
      const asked = request(url, { method: 'CONNECT', path: `${host}:${port}`, headers, agent: false });
      asked.on('connect', ({ statusCode }, socket) => {
        if (statusCode === 200) return done(null, socket);
        socket.destroy();
        done(new Error(`The proxy gives no tunnel (${statusCode}).`));
      });
      asked.on('error', done);
      asked.end();
    },
  });
}
