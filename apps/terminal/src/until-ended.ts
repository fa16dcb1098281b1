import process from 'node:process'
import { listenForKeys } from '@device-flow/node'

/**
 * Says so, and waits for the end that a person asks for: Ctrl-C, which aborts the signal, or at a terminal the key q.
 *
 * @param what what goes on until then
 */
export async function untilEnded(what: string, signal: AbortSignal): Promise<void> {
  const ended = new AbortController()
  const end = (): void => ended.abort()
  const stopListening = process.stdin.isTTY ? listenForKeys((key) => (key === 'q' ? end() : undefined)) : undefined
  // Said once keys are read: what is typed before that, the terminal echoes.
  process.stdout.write(`  ${what}: Ctrl-C or q ends it. `)
  await new Promise<void>((resolve) => {
    for (const one of [signal, ended.signal]) {
      one.addEventListener('abort', () => resolve(), { once: true })
      if (one.aborted) resolve()
    }
  })
  stopListening?.()
  process.stdout.write('\n')
}
