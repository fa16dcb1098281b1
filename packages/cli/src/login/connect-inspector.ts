import type { Inspector } from '@device-flow/inspect'
import { cleanText } from '@device-flow/untrusted'
import { UsageError } from '../arguments/usage-error.ts'
import type { CommandIo } from '../command-io.ts'
import { VIEWER_PORT } from '../viewer-port.ts'
import type { LoginFlagValues } from './login-flags.ts'

const USUAL_URL = `ws://127.0.0.1:${VIEWER_PORT}/login`

/** Connects the inspector that flags ask for, if any. */
export async function inspectorFor(flags: LoginFlagValues, io: CommandIo): Promise<Inspector | undefined> {
  if (!flags.inspect && flags['inspect-url'] === undefined) return undefined
  const inspector = await connectInspector(flags['inspect-url'])
  io.onExit?.(() => inspector.close())
  return inspector
}

/**
 * Shows a login to the viewer at this address, whether it is there now, later or never. What that takes is loaded on demand: a login
 * without `--inspect` does not wait for it.
 *
 * @throws UsageError when the address is not one of this computer.
 */
async function connectInspector(url: string = USUAL_URL): Promise<Inspector> {
  const [{ createInspector }, { webSocketTransport }] = await Promise.all([
    import('@device-flow/inspect'),
    import('@device-flow/inspect/websocket'),
  ])
  try {
    return createInspector({ transport: webSocketTransport({ url }) })
  } catch (error) {
    const problem = URL.canParse(url) ? cleanText((error as Error).message) : 'it is not an absolute URL'
    throw new UsageError(`--inspect-url cannot be used: ${problem.replace(/\.?$/, '.')}`)
  }
}
