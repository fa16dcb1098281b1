import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text as readAll } from 'node:stream/consumers'
import { bin } from './running-command.ts'
import type { Ended } from './running-command.ts'

/** What takes from root the power to write wherever it likes. Another user may not be able to read this clone. */
const WITHOUT_POWER = ['setpriv', '--bounding-set=-dac_override,-dac_read_search', '--inh-caps=-all']

/** Runs the command as somebody for whom the modes of files hold. */
export async function runLockedOut(argv: string[], env: Record<string, string>): Promise<Ended> {
  const command = [...(process.getuid?.() === 0 ? WITHOUT_POWER : []), process.execPath, bin, ...argv]
  const child = spawn(command[0]!, command.slice(1), { env: { PATH: process.env['PATH'], ...env } })
  const [stdout, stderr, [exitCode]] = await Promise.all([
    readAll(child.stdout),
    readAll(child.stderr),
    once(child, 'close'),
  ])
  return { exitCode, stdout, stderr }
}
