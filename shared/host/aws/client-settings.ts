// How every AWS client behaves: when it gives up on a call, and how often it tries again by itself.

/**
 * Region and endpoints come from the environment that Lambda (or the local runner) sets. All calls are answered within
 * tens of milliseconds or not at all, so a call that takes 2 s is better sent again; three tries and the pauses between
 * them end before 10 s, the webhook function's whole time. Without the last flag the SDK would only warn and wait on.
 */
export const CLIENT_SETTINGS = {
  maxAttempts: 3,
  requestHandler: {
    connectionTimeout: 1_000,
    requestTimeout: 2_000,
    throwOnRequestTimeout: true,
    // Connections are kept between calls; 64 at once is a wave of 30 records twice over.
    httpsAgent: { keepAlive: true, maxSockets: 64 },
    httpAgent: { keepAlive: true, maxSockets: 64 },
  },
} as const;
