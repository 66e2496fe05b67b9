import { z } from 'zod';
import { isAllowedUrl, urlRule } from './connection-file.ts';

const Endpoint = z.string().refine((value) => isAllowedUrl(value), urlRule);

/** An OpenID configuration document; MSAL gets its endpoints from it instead of looking them up. */
export const OpenIdConfiguration = z.object({
  issuer: Endpoint,
  authorization_endpoint: Endpoint,
  token_endpoint: Endpoint,
  jwks_uri: Endpoint,
  end_session_endpoint: Endpoint.optional(),
});
export type OpenIdConfiguration = z.output<typeof OpenIdConfiguration>;
