/** What TK Elevator publishes about the MAX Customer API, and nothing else: the rest comes with each application. */

const tenant = 'maxcustomerportal';

/** The sign-in authority of the portals in all regions. The addresses of the API and its hub are not published. */
export const maxAuthority = `https://${tenant}.b2clogin.com/${tenant}.onmicrosoft.com`;

/** API scopes by region; the scope of the Americas is not published. */
export const maxScopes = { ea: `https://${tenant}.onmicrosoft.com/ea/api`, ams: '' } as const;

/** The policy for technical accounts, used by the command line. */
export const maxTechnicalAccount = { policy: 'B2C_1_ROPC', clientId: '74c72ab2-3ade-45fe-83e0-cd5b90704539' };
