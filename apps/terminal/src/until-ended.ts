import process from 'node:process'
import { listenForKeys } from '@device-flow/node'

/**
 * Waits for the end that a person asks for: Ctrl-C, which aborts the signal, or at a terminal the key q.
 */
export function untilEnded(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const stopListening = process.stdin.isTTY
      ? listenForKeys((key) => {
          if (key === 'q') end()
        })
      : undefined
    // Something has to keep the process alive where no key can come: the servers do.
    signal.addEventListener('abort', end, { once: true })

    function end(): void {
      signal.removeEventListener('abort', end)
      stopListening?.()
      resolve()
    }
  })
}
