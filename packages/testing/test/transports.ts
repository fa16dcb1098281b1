import { onTestFinished } from 'vitest'
import { createRotatingFetch, createScriptedFetch } from '../src/fetch.ts'
import type { RotatingFetch, ScriptedFetch } from '../src/fetch.ts'
import type { RotatingServerOptions, ScriptedServerOptions } from '../src/index.ts'
import { withRotatingServer, withServer } from '../src/vitest.ts'

/** One way to a scripted server: over HTTP with the platform's `fetch`, or by the server's own. */
export interface Transport {
  name: string
  /** What a request rejects with that does not come through, and a body that breaks off. */
  failed: string
  brokenOff: string
  /** Starts a server that is closed when the test has finished. */
  start(options?: ScriptedServerOptions): Promise<ScriptedFetch>
  startRotating(options?: RotatingServerOptions): Promise<RotatingFetch>
}

const { fetch } = globalThis

export const transports: readonly Transport[] = [
  {
    name: 'over HTTP',
    failed: 'fetch failed',
    brokenOff: 'terminated',
    start: async (options) => ({ ...(await withServer(options)), fetch }),
    startRotating: async (options) => ({ ...(await withRotatingServer(options)), fetch }),
  },
  {
    name: 'by its own fetch',
    failed: 'Failed to fetch',
    brokenOff: 'network error',
    start: async (options) => closedAfterwards(createScriptedFetch(options)),
    startRotating: async (options) => closedAfterwards(createRotatingFetch(options)),
  },
]

function closedAfterwards<Server extends ScriptedFetch>(server: Server): Server {
  onTestFinished(() => server.close())
  return server
}
