import { onEachSecond, secondsUntil, type Clock } from '@device-flow/machine/adapter'
import type { DeviceLoginWords } from '../words/words.ts'
import { create, setText } from './create.ts'

const SOON_SECONDS = 60

/** How long the code is good for. It ticks alone, and says nothing aloud: a screen reader would never come to rest. */
export function timeLeft(
  expiresAt: number,
  clock: Clock,
  words: DeviceLoginWords,
): { element: HTMLElement; stop: () => void } {
  const element = create('p', { class: 'time-left', part: 'time-left' })
  const look = (): void => {
    const seconds = secondsUntil(expiresAt, clock.now())
    setText(element, seconds > 0 ? words.timeLeft(seconds) : words.lastCheck)
    element.classList.toggle('soon', seconds <= SOON_SECONDS)
  }
  look()
  return { element, stop: onEachSecond(expiresAt, clock, look) }
}
