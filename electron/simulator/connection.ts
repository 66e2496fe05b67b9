import { SUBSCRIPTION_KEY_HEADER } from './api/gateway.ts';
import { HUB_PATH } from './hub/hub.ts';
import { API_SCOPE, PASSWORD_RESET, PROFILE_EDIT, ROPC, SIGN_IN, TENANT_NAME } from './identity/directory.ts';

export type ConnectionFile = ReturnType<typeof connectionFor>;

/** The connection file for the simulator at `url`, as the window and the command line read it. It holds no secret. */
export function connectionFor(url: string) {
  const redirectPorts: readonly number[] = [];
  const scopes: readonly string[] = [API_SCOPE];
  return {
    name: 'Simulated data',
    identity: {
      protocol: 'b2c' as const,
      authority: `${url}/${TENANT_NAME}`,
      signInPolicy: SIGN_IN.name,
      passwordResetPolicy: PASSWORD_RESET.name,
      profileEditPolicy: PROFILE_EDIT.name,
      clientId: SIGN_IN.clientId,
      scopes,
      redirectPorts,
      technicalAccount: { policy: ROPC.name, clientId: ROPC.clientId },
    },
    api: {
      baseUrl: `${url}/api`,
      unitsPath: '/units',
      hubUrl: `${url}${HUB_PATH}`,
      subscriptionKeyHeader: SUBSCRIPTION_KEY_HEADER,
      resources: {
        'work-orders': { path: '/units/{unitId}/work-orders', title: 'Work orders' },
        documents: {
          path: '/units/{unitId}/documents',
          title: 'Documents',
          columns: ['title', 'createdAt', 'fileName'],
          document: 'contentUrl',
        },
        notifications: { path: '/users/{userId}/notifications', title: 'Notifications' },
      },
    },
  };
}
