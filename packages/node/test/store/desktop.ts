import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { onTestFinished } from 'vitest'
import { temporaryFolder } from './folder.ts'

/** A desktop without a screen: its bus, its keyring, and nothing of this computer's own. */
export interface Desktop {
  /** What its processes have in their environment. */
  env: NodeJS.ProcessEnv
  /** Ends it, as signing out of a desktop does. */
  end(): Promise<void>
  /** Stops the keyring, or lets it go on. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): Promise<void>
}

/** Signs in to a desktop. Its keyring keeps in `home`, and is unlocked by signing in, or is not. */
export async function startDesktop({
  home,
  isLocked = false,
}: { home?: string; isLocked?: boolean } = {}): Promise<Desktop> {
  const folder = home ?? (await temporaryFolder())
  const start = isLocked
    ? 'gnome-keyring-daemon --start --components=secrets'
    : 'printf password | gnome-keyring-daemon --unlock --components=secrets'
  const script = `${start} >/dev/null 2>&1; echo "$DBUS_SESSION_BUS_ADDRESS"; cat`
  const env = { PATH: process.env['PATH'], HOME: folder, XDG_RUNTIME_DIR: await temporaryFolder() }
  const session = spawn('dbus-run-session', ['--', 'sh', '-c', script], { env, stdio: ['pipe', 'pipe', 'ignore'] })
  const ended = once(session, 'close')
  const [address] = (await once(session.stdout, 'data')) as [Buffer]
  const pid = await keyringOf(address.toString().trim())
  const end = async (): Promise<void> => {
    session.stdin.end()
    await ended
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It ended with its bus.
    }
  }
  onTestFinished(end)
  return {
    env: { ...env, DBUS_SESSION_BUS_ADDRESS: address.toString().trim() },
    end,
    signal: async (signal) => void process.kill(pid, signal),
  }
}

/** The process behind the name of the Secret Service, once it has taken that. */
async function keyringOf(address: string): Promise<number> {
  const args = ['--session', '--print-reply=literal', '--dest=org.freedesktop.DBus', '/org/freedesktop/DBus']
  const call = ['org.freedesktop.DBus.GetConnectionUnixProcessID', 'string:org.freedesktop.secrets']
  const env = { ...process.env, DBUS_SESSION_BUS_ADDRESS: address }
  for (;;) {
    const reply = await promisify(execFile)('dbus-send', [...args, ...call], { env }).catch(() => undefined)
    if (reply) return Number(reply.stdout.trim().split(' ').at(-1))
    await wait(20)
  }
}
