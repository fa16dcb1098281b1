import type { DeviceFlowView } from '@device-flow/machine'
import type { Clock } from '@device-flow/machine/clock'
import { toAscii } from './ascii.ts'
import { LiveLine } from './live-line.ts'
import { livePromptLines } from './live-layout.ts'
import { bold, green, red } from './style.ts'
import type { PromptHandlers } from './prompt-handlers.ts'
import { sizeOf } from './terminal-stream.ts'
import type { TerminalStream } from './terminal-stream.ts'
import { blipText, clockText, outcomeOf } from './wording.ts'

/** What a live prompt is made of. */
export interface LivePromptOptions {
  stream: TerminalStream
  clock: Clock
  qr: boolean
  /** Nothing but ASCII, apart from a code that has more: no QR code, no large letters. */
  ascii: boolean
}

/** A prompt for a person who watches: large, in colour, with a last line that tells the time left and how it goes. */
export function livePrompt({ stream, clock, qr, ascii }: LivePromptOptions): PromptHandlers {
  const line = new LiveLine(stream)
  const written = (text: string): string => (ascii ? toAscii(text) : text)
  const marks = ascii ? { good: 'OK', bad: 'X' } : { good: '✔', bad: '✖' }
  let view: DeviceFlowView = { status: 'idle', restoring: false }
  let stopTicking: (() => void) | undefined
  let isOver = false

  function tick(): void {
    const texts = statusTexts(view, clock.now())
    if (texts.length > 0) line.show(texts.map((text) => `  ${written(text)}`))
    // At the turn of the second, as the person's own watch does it.
    const left = view.status === 'awaitingUser' ? view.expiresAt - clock.now() : 0
    if (left > 0) stopTicking = clock.schedule(tick, left % 1000 || 1000)
  }

  return {
    onPrompt(prompt) {
      line.erase()
      stream.write(`${livePromptLines(prompt, sizeOf(stream), { qr, ascii }).join('\n')}\n`)
    },
    onChange(next) {
      if (isOver) return
      stopTicking?.()
      view = next
      const outcome = outcomeOf(view)
      if (!outcome) return tick()
      isOver = true
      line.erase()
      const mark = outcome.isGood ? green(marks.good) : red(marks.bad)
      stream.write(`  ${mark} ${bold(written(outcome.text))}\n`)
    },
  }
}

/** What the last line says, the most telling first: on a narrow terminal the time left still has to be there. */
function statusTexts(view: DeviceFlowView, now: number): string[] {
  if (view.status === 'requesting') return [...withTrouble('Asking for a code …', view), 'Asking …']
  if (view.status !== 'awaitingUser') return []
  const left = view.expiresAt - now
  if (left <= 0) return ['Asking one last time …', 'Last try …']
  const time = `${clockText(left)} left`
  return [...withTrouble(`Waiting for you · ${time}`, view), ...withTrouble(time, view), time]
}

function withTrouble(
  text: string,
  { blips, lastBlip }: DeviceFlowView & { status: 'requesting' | 'awaitingUser' },
): string[] {
  if (blips === 0) return [text]
  const count = `${text} · ${blips} ${blips === 1 ? 'blip' : 'blips'}`
  return [`${count} (${blipText(lastBlip)}), trying again`, count]
}
