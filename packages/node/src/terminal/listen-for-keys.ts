import { systemClock } from '@device-flow/machine/clock'
import type { Clock } from '@device-flow/machine/clock'
import { isInForeground } from './foreground.ts'
import { isFree } from './key-input.ts'
import type { KeyInput } from './key-input.ts'
import { sendFromTerminal, signalIn } from './terminal-signals.ts'

/** What comes closer together than this was pasted, or is one key that is sent as several characters; ms. */
const BURST_MS = 30
/** By then a process that was told to stop (Ctrl-Z) has stopped, and this is the time that it goes on; ms. */
const STOPPED_MS = 100

/** How {@link listenForKeys} reads; everything has a default. */
export interface KeyListenerOptions {
  /** Default `process.stdin`. */
  input?: KeyInput | undefined
  /** Called when Ctrl-C, Ctrl-Z or Ctrl-\ was pressed, before it does what it does. */
  onSignal?: (() => void) | undefined
  /** Tells keys from what is pasted. Default: the platform's clock. */
  clock?: Clock | undefined
}

/**
 * Reads single keys from a terminal, unechoed, until the returned function is called: that gives the terminal back as it was. Node does so,
 * too, when the process ends before. Ctrl-C, Ctrl-Z and Ctrl-\ do what they always do. What is pasted is swallowed.
 *
 * @param onKey told of a key by its character: in lower case, Enter as `\r`
 * @returns undefined where no keys can be read: no terminal, one that the program itself reads from, or one whose background this is
 */
export function listenForKeys(
  onKey: (key: string) => void,
  { input = process.stdin, clock = systemClock, onSignal }: KeyListenerOptions = {},
): (() => void) | undefined {
  let isReading = false
  let burst = ''
  let cancelBurst: (() => void) | undefined
  let cancelResume: (() => void) | undefined
  if (!canRead(input)) return undefined
  resume()
  process.on('SIGCONT', onContinue)
  return stop

  function resume(): void {
    if (isReading || !canRead(input)) return
    isReading = true
    // A window that is closed makes all of these fail.
    input.on('error', pause)
    input.on('end', pause)
    input.setRawMode?.(true)
    input.on('data', take)
    input.resume()
  }

  function pause(): void {
    if (!isReading) return
    isReading = false
    cancelBurst?.()
    burst = ''
    input.off('data', take)
    // Otherwise the input would keep the process alive, and take what is typed for whoever comes next.
    input.pause()
    input.setRawMode?.(false)
    input.off('error', pause)
    input.off('end', pause)
  }

  function stop(): void {
    process.off('SIGCONT', onContinue)
    cancelResume?.()
    pause()
  }

  /** Continued after a stop that was not asked for here: the shell has set the terminal's mode meanwhile. */
  function onContinue(): void {
    pause()
    resume()
  }

  function take(chunk: unknown): void {
    const text = String(chunk)
    const signal = signalIn(text)
    if (signal) return send(signal)
    burst += text
    cancelBurst?.()
    cancelBurst = clock.schedule(endBurst, BURST_MS)
  }

  function endBurst(): void {
    const keys = Array.from(burst)
    burst = ''
    const [key] = keys
    if (key !== undefined && keys.length === 1) onKey(key === '\n' ? '\r' : key.toLowerCase())
  }

  function send(signal: NodeJS.Signals): void {
    // Whatever the signal does, the terminal is as it was.
    if (signal !== 'SIGTSTP') stop()
    else {
      pause()
      cancelResume = clock.schedule(resume, STOPPED_MS)
    }
    onSignal?.()
    sendFromTerminal(signal)
  }
}

function canRead(input: KeyInput): boolean {
  return isFree(input) && (input !== process.stdin || isInForeground())
}
