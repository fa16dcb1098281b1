import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/**
 * Whether this process is in the foreground of its terminal. In the background (`device-flow login &`), the kernel stops whoever reads keys
 * or changes the terminal's mode. Where it cannot be found out, it counts as the background: a login without keys is one all the same.
 */
export function isInForeground(): boolean {
  if (process.platform === 'win32') return true
  try {
    const [group, foreground] = process.platform === 'linux' ? groupsByProc() : groupsByPs()
    return group !== undefined && group === foreground
  } catch {
    return false
  }
}

/** The process group of this process, and that in the foreground: the third and the sixth field behind the name (proc(5)). */
function groupsByProc(): (string | undefined)[] {
  const stat = readFileSync('/proc/self/stat', 'latin1')
  // The name is in parentheses, and may have spaces and parentheses itself.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return [fields[2], fields[5]]
}

function groupsByPs(): string[] {
  const args = ['-o', 'pgid=,tpgid=', '-p', String(process.pid)]
  return execFileSync('ps', args, { encoding: 'utf8', timeout: 1000, stdio: ['ignore', 'pipe', 'ignore'] })
    .trim()
    .split(/\s+/)
}
