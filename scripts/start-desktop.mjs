// A desktop for one test: a bus and a keyring of its own.
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'

export async function startDesktop({ home, isLocked = false }) {
  const runtime = await mkdtemp(join(tmpdir(), 'device-flow-'))
  const start = isLocked
    ? 'gnome-keyring-daemon --start --components=secrets'
    : 'printf password | gnome-keyring-daemon --unlock --components=secrets'
  const script = `${start} >/dev/null 2>&1; echo "$DBUS_SESSION_BUS_ADDRESS"; cat`
  const env = { PATH: process.env.PATH, HOME: home, XDG_RUNTIME_DIR: runtime }
  const session = spawn('dbus-run-session', ['--', 'sh', '-c', script], { env, stdio: ['pipe', 'pipe', 'ignore'] })
  const ended = once(session, 'close')
  const [output] = await once(session.stdout, 'data')
  const address = String(output).trim()
  const pid = await keyringOf(address)
  return {
    env: { ...env, DBUS_SESSION_BUS_ADDRESS: address },
    async end() {
      session.stdin.end()
      await ended
      try {
        process.kill(pid, 'SIGKILL')
      } catch {
        // It ended with its bus.
      }
      await rm(runtime, { recursive: true, force: true })
    },
    signal: async (signal) => void process.kill(pid, signal),
  }
}

/** The process behind the name of the Secret Service, once it has taken that. */
async function keyringOf(address) {
  const args = ['--session', '--print-reply=literal', '--dest=org.freedesktop.DBus', '/org/freedesktop/DBus']
  const call = ['org.freedesktop.DBus.GetConnectionUnixProcessID', 'string:org.freedesktop.secrets']
  const env = { ...process.env, DBUS_SESSION_BUS_ADDRESS: address }
  for (;;) {
    const reply = await promisify(execFile)('dbus-send', [...args, ...call], { env }).catch(() => undefined)
    if (reply) return Number(reply.stdout.trim().split(' ').at(-1))
    await wait(20)
  }
}
