type Fetch = typeof globalThis.fetch

// As it was when this was loaded: a test that fakes timers is not to hold up requests.
const { setImmediate } = globalThis as { setImmediate?: (callback: () => void) => unknown }

/**
 * The platform's fetch, looked up at each call, so that one that is patched or replaced later (tracing, tests) is the
 * one that is used. What only Node needs is loaded there alone.
 */
export const platformFetch: Fetch = async (input, init) => {
  if (!isUndici()) return globalThis.fetch(input, init)
  const { undiciFetch } = await import('./undici-fetch.ts')
  await socketsRead()
  return undiciFetch(input, init)
}

/**
 * After a process was stopped, its timers fire before it reads in its sockets that the server has closed them
 * meanwhile: a request would go to a dead connection, and a login's last poll with it.
 */
function socketsRead(): Promise<void> {
  return new Promise((resolve) => (setImmediate ? void setImmediate(resolve) : resolve()))
}

function isUndici(): boolean {
  return (globalThis as { process?: { versions?: { undici?: string } } }).process?.versions?.undici !== undefined
}
