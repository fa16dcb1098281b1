import type { Clock } from '@device-flow/machine/clock'
import type { DevicePrompt } from '../prompt.ts'
import { copyText } from './copy-text.ts'
import type { KeyInput } from './key-input.ts'
import { listenForKeys } from './listen-for-keys.ts'
import { openBrowser } from './open-browser.ts'
import { plainCode } from './plain-code.ts'
import type { PromptHandlers } from './prompt-handlers.ts'
import type { PromptScreen } from './prompt-screen.ts'
import type { Environment, TerminalStream } from './terminal-stream.ts'
import { sendFromTerminal } from './terminal-signals.ts'
import { whyNoBrowser } from './why-no-browser.ts'

/** How long a code that has run out waits for a person who wants another; ms. */
const EXPIRED_WAIT_MS = 600_000

const WITH_BROWSER = ['Enter opens the page, c copies the code, q ends', 'Enter opens, c copies, q ends']
const WITHOUT_BROWSER = ['c copies the code, q ends', 'c copies, q ends']

/** What keys need. */
export interface KeysOptions {
  input: KeyInput
  stream: TerminalStream
  env: Environment
  clock: Clock
  /** A console, which knows no OSC 52 and may print it. */
  ascii: boolean
}

/** The same prompt, with keys while its code is shown: Enter opens the page, c copies the code, q ends; r asks for a new code after it. */
export function withKeys(screen: PromptScreen, options: KeysOptions): PromptHandlers {
  const { input, env, clock } = options
  const why = whyNoBrowser(env)
  let stopListening: (() => void) | undefined
  let cancelWait: (() => void) | undefined
  /** The code that has been shown, and has no keys yet. */
  let toOffer: DevicePrompt | undefined

  /** Reads keys, each with what it does, and tells which there are. */
  function listen(actions: ReadonlyMap<string, () => unknown>, offered: readonly string[]): void {
    stopListening?.()
    stopListening = listenForKeys((key) => void actions.get(key)?.(), { input, clock, onSignal: screen.clear })
    screen.offer(stopListening ? offered : [])
  }

  function stop(): void {
    cancelWait?.()
    stopListening?.()
    stopListening = undefined
    screen.offer([])
  }

  async function open({ verificationUri, verificationUriComplete }: DevicePrompt): Promise<void> {
    if (why !== undefined) return screen.say(`No browser opens ${why}: open the page yourself.`)
    const isOpening = await openBrowser(verificationUriComplete ?? verificationUri)
    screen.say(isOpening ? 'Opening the page in your browser.' : 'No browser could be opened: open the page yourself.')
  }

  async function copy({ userCode }: DevicePrompt): Promise<void> {
    const isKnown = await copyText(plainCode(userCode), options)
    screen.say(isKnown ? 'The code is in the clipboard.' : 'The code was handed to the terminal, for its clipboard.')
  }

  function offer(prompt: DevicePrompt): void {
    toOffer = undefined
    const actions = new Map([
      ['\r', () => open(prompt)],
      ['c', () => copy(prompt)],
      ['q', interrupt],
    ])
    listen(actions, why === undefined ? WITH_BROWSER : WITHOUT_BROWSER)
  }

  function interrupt(): void {
    stop()
    screen.clear()
    sendFromTerminal('SIGINT')
  }

  return {
    onPrompt(prompt) {
      screen.onPrompt(prompt)
      toOffer = prompt
    },
    onChange(view) {
      if (view.status !== 'awaitingUser' && view.status !== 'requesting') stop()
      // Not before: whoever is not told of changes could never stop.
      else if (view.status === 'awaitingUser' && toOffer) offer(toOffer)
      screen.onChange(view)
    },
    onExpired: () =>
      new Promise((resolve) => {
        const answer = (isWanted: boolean): void => {
          stop()
          resolve(isWanted)
        }
        cancelWait = clock.schedule(() => answer(false), EXPIRED_WAIT_MS)
        const actions = new Map([
          ['r', () => answer(true)],
          ['q', () => answer(false)],
        ])
        listen(actions, ['r asks for a new code, q ends'])
        if (!stopListening) answer(false)
      }),
  }
}
