import type { AwaitingUserView } from '@device-flow/machine'
import { cleanText, isSafeWebUrl, plainAddress } from '@device-flow/untrusted'
import { address } from '../parts/address.ts'
import { create, setText } from '../parts/create.ts'
import { qrCode } from '../parts/qr-code.ts'
import { timeLeft } from '../parts/time-left.ts'
import { userCode } from '../parts/user-code.ts'
import { card } from './card.ts'
import { createHinting } from './hinting.ts'
import type { Screen, ScreenParts } from './screen.ts'

/** Where to go and what to type (RFC 8628 §3.3); the code stands there even beside a QR code that holds it (§3.3.1). */
export function code(parts: ScreenParts, view: AwaitingUserView): Screen {
  const { words, clock, commands } = parts
  const { verificationUri, verificationUriComplete, expiresAt } = view
  const plain = plainAddress(cleanText(verificationUri))
  const complete = verificationUriComplete ?? verificationUri
  const news = create('p', { class: 'news', part: 'news', role: 'status' })
  const steps = create(
    'ol',
    { class: 'steps' },
    create('li', {}, create('span', { class: 'step', part: 'step' }, words.goTo), address(plain, complete)),
    create(
      'li',
      {},
      create('span', { class: 'step', part: 'step' }, words.enterCode),
      userCode(cleanText(view.userCode), words),
    ),
  )
  const ways = create('div', { class: 'ways' }, create('div', { class: 'by-hand' }, steps, news))
  // Whoever scans it opens it.
  const symbol = isSafeWebUrl(complete) ? qrCode(complete, words.qrCodeOf(plain)) : undefined
  if (symbol) {
    const caption = verificationUriComplete ? words.scanAndCompare : words.scan
    ways.prepend(create('figure', { class: 'scan' }, symbol, create('figcaption', { class: 'caption' }, caption)))
  }

  const left = timeLeft(expiresAt, clock, words)
  let shown = view
  const hinting = createHinting(clock, () => look())
  const look = (): void => {
    const { text, isTrouble } = newsOf(shown, hinting.state(), words)
    setText(news, text)
    news.classList.toggle('trouble', isTrouble)
  }
  const hint = (): void => {
    commands.hint()
    hinting.begin(shown.intervalMs)
  }
  const root = card({
    name: 'code',
    title: words.codeTitle,
    content: [ways],
    actions: [
      // First, because people press the button that has the focus once they are done: it must not be one that throws the login away.
      { label: words.done, press: hint },
      { label: words.cancel, press: commands.cancel },
    ],
    aside: left.element,
  })
  return {
    root,
    update(next) {
      if (next.status === 'awaitingUser') shown = next
      look()
    },
    end() {
      left.stop()
      hinting.end()
    },
  }
}

/** What stands below the code while the person is away with their phone, or has just said that they are done. */
function newsOf(
  { blips, outage, advice }: AwaitingUserView,
  hint: 'none' | 'checking' | 'notYet',
  words: ScreenParts['words'],
): { text: string; isTrouble: boolean } {
  if (outage) return { text: words.outage, isTrouble: true }
  if (blips > 0) return { text: words.unsteady, isTrouble: true }
  const waiting = advice ? words.advice(advice) : words.waiting
  return { text: { none: waiting, checking: words.checking, notYet: words.notYet }[hint], isTrouble: false }
}
