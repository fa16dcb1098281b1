import type { DeviceFlowView } from '@device-flow/machine'
import type { Clock } from '@device-flow/machine/clock'
import { cleanText } from '@device-flow/untrusted'
import type { DevicePrompt } from '../prompt.ts'
import { widthOf, wrapWords } from './arrange.ts'
import { toAscii } from './ascii.ts'
import { LiveLine } from './live-line.ts'
import { livePromptLines } from './live-layout.ts'
import type { PromptScreen } from './prompt-screen.ts'
import { statusTexts } from './status-texts.ts'
import { bold, green, red } from './style.ts'
import { sizeOf } from './terminal-stream.ts'
import type { TerminalStream } from './terminal-stream.ts'
import { outcomeOf } from './wording.ts'
import type { Outcome } from './wording.ts'

/** How long it is told what a key did; ms. */
const NOTICE_MS = 3000
/** A window that is drawn to another size has many on the way there; ms. */
const RESIZED_MS = 100

/** What a live prompt is made of. */
export interface LivePromptOptions {
  stream: TerminalStream
  clock: Clock
  qr: boolean | 'first'
  /** Nothing but ASCII, apart from a code that has more: no QR code, no large letters. */
  ascii: boolean
  /** Whether the terminal breaks lines anew when it is made narrower. */
  reflows: boolean
}

/** A prompt for a person who watches: large, in colour, with a last line that tells the time left and how it goes. */
export function livePrompt({ stream, clock, qr, ascii, reflows }: LivePromptOptions): PromptScreen {
  const line = new LiveLine(stream, { reflows })
  const written = (text: string): string => (ascii ? toAscii(text) : text)
  const marks = ascii ? { good: 'OK', bad: 'X' } : { good: '✔', bad: '✖' }
  let view: DeviceFlowView = { status: 'idle', restoring: false }
  let stopTicking: (() => void) | undefined
  let isOver = false
  let keys: readonly string[] = []
  let notice: string | undefined
  let endNotice: (() => void) | undefined
  let shown: { prompt: DevicePrompt; lines: readonly string[] } | undefined
  let cancelRedraw: (() => void) | undefined
  let advice: string | undefined

  function tick(): void {
    stopTicking?.()
    // What ended is told above; which keys go on from there, here.
    const texts = notice !== undefined ? [notice] : isOver ? keys : statusTexts(view, clock.now(), keys)
    if (texts.length > 0) line.show(texts.map((text) => `  ${written(text)}`))
    else if (isOver) line.erase()
    // At the turn of the second, as the person's own watch does it.
    const left = view.status === 'awaitingUser' ? view.expiresAt - clock.now() : 0
    stopTicking = left > 0 ? clock.schedule(tick, left % 1000 || 1000) : undefined
  }

  function draw(prompt: DevicePrompt): void {
    const size = sizeOf(stream)
    const below = adviceLines(size.columns)
    const above = livePromptLines(prompt, { ...size, rows: size.rows - below.length }, { qr, ascii })
    const lines = [...above, ...below]
    stream.write(`${lines.join('\n')}\n`)
    shown = { prompt, lines }
  }

  function redraw(): void {
    if (!shown) return
    line.eraseWith(shown.lines)
    draw(shown.prompt)
    tick()
  }

  function redrawSoon(): void {
    cancelRedraw?.()
    cancelRedraw = clock.schedule(redraw, RESIZED_MS)
  }

  function adviceLines(columns: number): string[] {
    if (advice === undefined) return []
    return [...wrapWords(written(cleanText(advice)), columns - 2).map((one) => `  ${one}`), '']
  }

  /** Below the code, which is drawn anew where there would be no room for both. */
  function advise(next: string | undefined): void {
    if (next === advice) return
    advice = next
    redraw()
  }

  function end(): void {
    isOver = true
    shown = undefined
    notice = undefined
    endNotice?.()
    cancelRedraw?.()
    stream.off?.('resize', redrawSoon)
    line.erase()
  }

  /** Broken between words: a terminal would break it anywhere. */
  function outcomeLines({ isGood, text }: Outcome): string[] {
    const mark = isGood ? green(marks.good) : red(marks.bad)
    const before = `  ${mark} `
    const lines = wrapWords(written(text), sizeOf(stream).columns - widthOf(before))
    return lines.map((one, index) => (index === 0 ? before : ' '.repeat(widthOf(before))) + bold(one))
  }

  return {
    onPrompt(prompt) {
      line.erase()
      advice = undefined
      if (!shown) stream.on?.('resize', redrawSoon)
      draw(prompt)
    },
    onChange(next) {
      // After a code that has run out, a person may ask for another.
      if (next.status === 'requesting') isOver = false
      if (isOver) return
      view = next
      if (view.status === 'awaitingUser') advise(view.advice?.text)
      const outcome = outcomeOf(view)
      if (!outcome) return tick()
      stopTicking?.()
      end()
      stream.write(`${outcomeLines(outcome).join('\n')}\n`)
    },
    offer(next) {
      keys = next
      // A code that has just come is not waited for yet.
      if (isOver || view.status === 'awaitingUser') tick()
    },
    clear: () => line.erase(),
    say(text) {
      if (isOver) return
      notice = text
      endNotice?.()
      endNotice = clock.schedule(() => {
        notice = undefined
        tick()
      }, NOTICE_MS)
      tick()
    },
  }
}
