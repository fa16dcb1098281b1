import { connect } from 'node:net'
import type { Socket } from 'node:net'

/** What is known of the bus over which Linux reaches its keyring. */
export type BusState = 'answers' | 'absent' | 'hung'

/** By what a client of D-Bus introduces itself: any answer shows that somebody is there. */
const GREETING = `\0AUTH EXTERNAL ${Buffer.from(String(process.getuid?.() ?? 0)).toString('hex')}\r\n`

/**
 * Asks whether the session's D-Bus answers. libdbus waits without a limit for a bus that accepts and says nothing, in the thread of
 * JavaScript: Ctrl-C would do nothing any more.
 *
 * @see {@link https://dbus.freedesktop.org/doc/dbus-specification.html#addresses | D-Bus Specification, Server Addresses}
 */
export function askSessionBus(env: NodeJS.ProcessEnv, limitMs: number): Promise<BusState> {
  const path = busPath(env)
  if (path === undefined) return Promise.resolve('absent')
  return new Promise((resolve) => {
    let socket: Socket | undefined
    const end = (state: BusState): void => {
      clearTimeout(timer)
      socket?.destroy()
      resolve(state)
    }
    const timer = setTimeout(() => end('hung'), limitMs)
    socket = connect({ path }, () => socket?.write(GREETING))
    socket.once('data', () => end('answers'))
    socket.once('error', () => end('absent'))
    socket.once('close', () => end('absent'))
  })
}

/** The socket of the bus. Of several addresses the first that is one. */
function busPath(env: NodeJS.ProcessEnv): string | undefined {
  const runtime = env['XDG_RUNTIME_DIR']
  const address = env['DBUS_SESSION_BUS_ADDRESS'] || (runtime && `unix:path=${runtime}/bus`)
  const [, kind, path] = /(?:^|;)unix:(?:[^;]*,)?(path|abstract)=([^,;]+)/.exec(address ?? '') ?? []
  if (path === undefined) return undefined
  const decoded = path.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return kind === 'abstract' ? `\0${decoded}` : decoded
}
