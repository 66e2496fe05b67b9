import { isIPv4 } from 'node:net';
import { AppError } from '../errors.ts';

/** An address of this computer that only programs on it reach. */
export interface ListenAddress {
  host: string;
  /** 0 for any that is free. */
  port: number;
}

/**
 * Reads `127.0.0.1:8620`, `localhost:8620` or `[::1]:8620`. Throws `usage` for what other computers reach: whoever reaches
 * the gateway is one secret away from acting as the account.
 */
export function parseListenAddress(text: string): ListenAddress {
  const [, written = '', digits = ''] = /^(\[[^\]]*\]|[^:]*):(\d{1,5})$/.exec(text) ?? [];
  const port = Number(digits);
  const host = loopbackOf(written);
  if (host !== undefined && port <= 65_535) return { host, port };
  const isAddress = written !== '' && port <= 65_535;
  throw new AppError(
    'usage',
    isAddress
      ? `--listen takes an address of this computer only, not "${text}": nobody on the network may act as the account.`
      : `--listen takes an address and a port, not "${text}".`,
    { hint: 'For instance --listen 127.0.0.1:8620, or [::1]:8620.' },
  );
}

/** Undefined for what is no loopback. "localhost" is not looked up: a file of hosts could name another address. */
function loopbackOf(host: string): string | undefined {
  if (host.toLowerCase() === 'localhost') return '127.0.0.1';
  if (host === '[::1]') return '::1';
  return isIPv4(host) && host.startsWith('127.') ? host : undefined;
}

/** As it stands in a URL. */
export function gatewayOrigin({ host, port }: ListenAddress): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/**
 * Whether a request was meant for this address, by its header Host: a page whose name leads to this computer (DNS
 * rebinding) sends its own name.
 */
export function createHostCheck({ host, port }: ListenAddress): (header: string | undefined) => boolean {
  const names = [new URL(gatewayOrigin({ host, port })).hostname, 'localhost'];
  const meant = new Set(names.flatMap((name) => [`${name}:${port}`, ...(port === 80 ? [name] : [])]));
  return (header = '') => meant.has(header.toLowerCase());
}
