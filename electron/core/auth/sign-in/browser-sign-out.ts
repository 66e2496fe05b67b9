import { browserHosts } from '../../connection/authorities.ts';
import type { Connection } from '../../connection/connection-file.ts';
import type { OpenIdConfiguration } from '../../connection/open-id-configuration.ts';
import { AppError } from '../../errors.ts';
import type { Browser } from '../../ports.ts';

/**
 * The URL that ends the browser's session with the provider (OpenID Connect RP-Initiated Logout 1.0), or undefined when
 * the provider has none or its host is not allowed (R6). Without a redirect back, because nothing would listen, and
 * without `id_token_hint`, because that would stay in the browser's history.
 */
export function browserSignOutUrl(
  connection: Connection,
  metadata: OpenIdConfiguration | undefined,
  language: string,
): string | undefined {
  const endpoint = metadata?.end_session_endpoint;
  if (endpoint === undefined) return undefined;
  const url = new URL(endpoint);
  if (!browserHosts(connection).includes(url.host)) return undefined;
  url.searchParams.set('client_id', connection.identity.clientId);
  url.searchParams.set('ui_locales', language);
  return url.href;
}

/** Opens the URL. Throws `configuration` when there is none. */
export async function leaveBrowser(browser: Browser, url: string | undefined): Promise<void> {
  if (url !== undefined) return browser(url);
  throw new AppError('configuration', 'The sign-in service offers no way to sign out of the browser.', {
    hint: 'Sign out on a page of the service in the browser.',
    details: { key: 'end_session_endpoint', text: 'is missing or on another host' },
  });
}
