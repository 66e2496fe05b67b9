/** What TK Elevator publishes of the MAX Customer API, and nothing else: the rest comes with each application. */

const tenant = 'maxcustomerportal';
const authority = `https://${tenant}.b2clogin.com/${tenant}.onmicrosoft.com`;

/** Hosts that are known to be TK Elevator's. Those of the API and its hub are not published. */
export const maxHosts: readonly string[] = [`${tenant}.b2clogin.com`];

/** Where the portals of all regions sign in. */
export const maxAuthority = authority;

/** Scopes of the API by region; the one of the Americas is not published. */
export const maxScopes = { ea: `https://${tenant}.onmicrosoft.com/ea/api`, ams: '' } as const;

/** The policy of technical accounts, for the command line. */
export const maxTechnicalAccount = { policy: 'B2C_1_ROPC', clientId: '74c72ab2-3ade-45fe-83e0-cd5b90704539' };
