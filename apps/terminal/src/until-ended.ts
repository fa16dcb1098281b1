import process from 'node:process'
import { listenForKeys } from '@device-flow/node'

/**
 * Says so, and waits for the end that a person asks for: Ctrl-C, which aborts the signal, or at a terminal the key q.
 *
 * @param what what goes on until then
 * @param canStartAgain whether the key r ends the wait, too, and not what goes on
 */
export async function untilEnded(what: string, signal: AbortSignal, canStartAgain = false): Promise<'ended' | 'again'> {
  let choose: ((choice: 'ended' | 'again') => void) | undefined
  const chosen = new Promise<'ended' | 'again'>((resolve) => (choose = resolve))
  const end = (): void => choose?.('ended')
  const stopListening = process.stdin.isTTY
    ? listenForKeys((key) => {
        if (key === 'q') end()
        if (key === 'r' && canStartAgain) choose?.('again')
      })
    : undefined
  const again = canStartAgain && stopListening ? 'r starts again, ' : ''
  // Said once keys are read: what is typed before that, the terminal echoes.
  process.stdout.write(`  ${what}: ${again}Ctrl-C or q ends it. `)
  signal.addEventListener('abort', end, { once: true })
  if (signal.aborted) end()
  const choice = await chosen
  signal.removeEventListener('abort', end)
  stopListening?.()
  process.stdout.write('\n')
  return choice
}
