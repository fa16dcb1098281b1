import { spawn } from 'node:child_process'
import type { ChildProcess, SpawnOptions } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

/** What a process of its own imports. */
const built = fileURLToPath(new URL('../../dist/store.js', import.meta.url))

/** A process under way, and what comes of it. */
export interface Child {
  process: ChildProcess
  ended: Promise<{ code: number | null; stdout: string; stderr: string }>
}

/** Starts a program that has the store's exports in scope, in a process of its own. */
export function startChild(
  program: string,
  {
    command = process.execPath,
    args = [] as string[],
    ...options
  }: SpawnOptions & { command?: string; args?: string[] } = {},
): Child {
  const source = `import { appStore, fileLock, fileStore } from ${JSON.stringify(built)}\n${program}`
  const child = spawn(command, [...args, '--input-type=module', '-e', source], {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...options,
  })
  const closed = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  const ended = Promise.all([closed, text(child.stdout!), text(child.stderr!)])
  return { process: child, ended: ended.then(([code, stdout, stderr]) => ({ code, stdout, stderr })) }
}

/** Runs such a program to its end. */
export async function runChild(...start: Parameters<typeof startChild>): Promise<string> {
  const { code, stdout, stderr } = await startChild(...start).ended
  if (code !== 0) throw new Error(`Exit ${code}: ${stderr}`)
  return stdout.trim()
}
