/** A call of a client, as far as it is known; it ends up in the audit log and in the metrics. */
export interface GatewayCall {
  /** Undefined for one that showed no secret that is known. */
  client: string | undefined;
  method: string;
  /** Without its query, whose values may be anybody's. */
  path: string;
  /** Of the body that was sent to the client. */
  bytes: number;
  /** The code of what the gateway says instead of the API, or of what broke the response off. */
  error?: string | undefined;
}

/** The end of a call. */
export interface EndedCall extends GatewayCall {
  /** 0 if the client left before any. */
  status: number;
  /** When it began, ms since 1970. */
  at: number;
  /** How long it took, ms. */
  ms: number;
}
