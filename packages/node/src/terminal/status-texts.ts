import type { DeviceFlowView } from '@device-flow/machine'
import { codeLifeLeft } from '../code-life-left.ts'
import { blipText, clockText } from './wording.ts'

/**
 * What the last line says, the most telling text first: on a narrow terminal the time left still has to be there.
 *
 * @param now wall clock, ms since the epoch
 * @param keys which keys there are, the most telling text first
 */
export function statusTexts(view: DeviceFlowView, now: number, keys: readonly string[]): string[] {
  if (view.status === 'requesting') return [...withTrouble('Asking for a code …', view), 'Asking …']
  if (view.status !== 'awaitingUser') return []
  const left = codeLifeLeft(view, now)
  if (left <= 0) return ['Asking one last time …', 'Last try …']
  const time = `${clockText(left)} left`
  const texts = [...withTrouble(`Waiting for you · ${time}`, view), ...withTrouble(time, view), time]
  // What the trouble is comes before the keys, which stood there before.
  if (view.blips > 0) return texts.flatMap((text) => [...withKeys([text], keys), text])
  return [...withKeys(texts, keys), ...texts]
}

/** Shorter words for the keys before shorter words for the wait, and both before no keys. */
function withKeys(texts: readonly string[], keys: readonly string[]): string[] {
  return texts.flatMap((text) => keys.map((key) => `${text} · ${key}`))
}

function withTrouble(text: string, view: DeviceFlowView & { status: 'requesting' | 'awaitingUser' }): string[] {
  const { blips, lastBlip } = view
  if (blips === 0) return [text]
  const count = `${text} · ${blips} ${blips === 1 ? 'hitch' : 'hitches'}`
  const kinds = new Set([blipText(view), blipText({ lastBlip })])
  return [...Array.from(kinds, (kind) => `${count} (${kind}), trying again`), count]
}
