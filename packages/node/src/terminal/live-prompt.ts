import type { DeviceFlowView } from '@device-flow/machine'
import type { Clock } from '@device-flow/machine/clock'
import { LiveLine } from './live-line.ts'
import { livePromptLines } from './prompt-lines.ts'
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
}

/** A prompt for a person who watches: large, in colour, with a last line that tells the time left and how it goes. */
export function livePrompt({ stream, clock, qr }: LivePromptOptions): PromptHandlers {
  const line = new LiveLine(stream)
  let view: DeviceFlowView = { status: 'idle' }
  let stopTicking: (() => void) | undefined
  let isOver = false

  function tick(): void {
    const text = statusText(view, clock.now())
    if (text !== undefined) line.show(`  ${text}`)
    // At the turn of the second, as the person's own watch does it.
    const left = view.status === 'awaitingUser' ? view.expiresAt - clock.now() : 0
    if (left > 0) stopTicking = clock.schedule(tick, left % 1000 || 1000)
  }

  return {
    onPrompt(prompt) {
      line.erase()
      stream.write(`${livePromptLines(prompt, sizeOf(stream), qr).join('\n')}\n`)
    },
    onChange(next) {
      if (isOver) return
      stopTicking?.()
      view = next
      const outcome = outcomeOf(view)
      if (!outcome) return tick()
      isOver = true
      line.erase()
      stream.write(`  ${outcome.isGood ? green('✔') : red('✖')} ${bold(outcome.text)}\n`)
    },
  }
}

function statusText(view: DeviceFlowView, now: number): string | undefined {
  if (view.status === 'requesting') return `Asking for a code …${trouble(view)}`
  if (view.status !== 'awaitingUser') return undefined
  const left = view.expiresAt - now
  return left > 0 ? `Waiting for you · ${clockText(left)} left${trouble(view)}` : 'Asking one last time …'
}

function trouble({ blips, lastBlip }: Pick<DeviceFlowView & { status: 'requesting' }, 'blips' | 'lastBlip'>): string {
  return blips > 0 ? ` · ${blips} ${blips === 1 ? 'blip' : 'blips'} (${blipText(lastBlip)}), trying again` : ''
}
