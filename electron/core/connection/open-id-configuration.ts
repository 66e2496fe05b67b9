import { z } from 'zod';
import { isAllowedUrl, urlRule } from './allowed-urls.ts';

const Endpoint = z.string().refine((value) => isAllowedUrl(value), urlRule);
/** A list that a provider may leave out; one in another form is no reason to refuse the provider. */
const Names = z.array(z.string().max(64)).max(64).optional().catch(undefined);

/** An OpenID configuration document; MSAL gets its endpoints from it instead of looking them up. */
export const OpenIdConfiguration = z.object({
  issuer: Endpoint,
  authorization_endpoint: Endpoint,
  token_endpoint: Endpoint,
  jwks_uri: Endpoint,
  end_session_endpoint: Endpoint.optional(),
  /** RFC 8628 §4. */
  device_authorization_endpoint: Endpoint.optional(),
  /** RFC 9207 §3: then an authorization response without `iss` is none of this service. */
  authorization_response_iss_parameter_supported: z.boolean().optional(),
  /** RFC 8414 §2, for a daemon's own client. */
  token_endpoint_auth_methods_supported: Names,
  token_endpoint_auth_signing_alg_values_supported: Names,
});
export type OpenIdConfiguration = z.output<typeof OpenIdConfiguration>;
