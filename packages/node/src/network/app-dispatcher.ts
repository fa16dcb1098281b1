/** Node's own are an `Agent`, and with `NODE_USE_ENV_PROXY` an `EnvHttpProxyAgent`. */
const OF_NODE = new Set(['Agent', 'EnvHttpProxyAgent', 'Dispatcher1Wrapper'])

/** Whether the app has set a global dispatcher of its own for all fetches: a mock, a proxy, one that retries. */
export function isSetByApp(): boolean {
  const known = globalThis as unknown as Record<symbol, object | undefined>
  const [first, second] = [1, 2].map((version) => known[Symbol.for(`undici.globalDispatcher.${version}`)])
  const current = second ?? first
  return current !== undefined && !OF_NODE.has(current.constructor.name)
}
