import { cleanText } from '@device-flow/untrusted'
import type { DeviceFlowView } from '@device-flow/machine'
import type { DevicePrompt } from '../prompt.ts'
import { asciiUri, toAscii } from './ascii.ts'
import { plainCode } from './plain-code.ts'
import type { PromptScreen } from './prompt-screen.ts'
import type { TerminalStream } from './terminal-stream.ts'
import { blipText, lifeText, outcomeOf } from './wording.ts'

/** What a plain prompt is made of. */
export interface PlainPromptOptions {
  stream: TerminalStream
  /** Nothing but ASCII, apart from a code that has more. */
  ascii: boolean
}

/** A prompt for logs, pipes and CI: plain lines, each written once. */
export function plainPrompt({ stream, ascii }: PlainPromptOptions): PromptScreen {
  let isOver = false
  let offered: string | undefined
  let hasBlipped = false
  let advised: string | undefined
  const asShown = (text: string): string => (ascii ? toAscii(text) : text)

  function write(lines: readonly string[]): void {
    stream.write(lines.map((line) => `${line}\n`).join(''))
  }

  return {
    onPrompt: (prompt) => write(promptLines(prompt, ascii)),
    onChange(view: DeviceFlowView) {
      const outcome = outcomeOf(view)
      // After a code that has run out, a person may ask for another.
      if (view.status === 'requesting') isOver = false
      if (isOver) return
      if (outcome) {
        isOver = true
        write([asShown(outcome.text)])
      } else if ('blips' in view) {
        // Only the first blip of a row: in a log, a line for each would bury the code.
        if (view.blips > 0 && !hasBlipped) write([asShown(`Still trying: ${blipText(view)}.`)])
        hasBlipped = view.blips > 0
        if (view.status === 'awaitingUser' && view.advice?.text !== advised) {
          advised = view.advice?.text
          if (advised !== undefined) write([asShown(cleanText(advised))])
        }
      }
    },
    offer([keys]) {
      if (keys !== undefined && keys !== offered) write([`Keys: ${keys}.`])
      offered = keys
    },
    // Nothing is rewritten here.
    clear() {},
    say: (text) => write([text]),
  }
}

/** The code and the URI as they are, each easy to find. */
function promptLines(prompt: DevicePrompt, ascii: boolean): string[] {
  return [
    'To sign in, open this page in a browser, on any device:',
    `  ${ascii ? asciiUri(prompt.verificationUri) : cleanText(prompt.verificationUri)}`,
    `and enter the code: ${plainCode(prompt.userCode)}`,
    `(The code is good for ${lifeText(prompt.expiresInSeconds)}.)`,
  ]
}
