import type { DeviceFlowError } from '@device-flow/machine'
import { cleanText } from '@device-flow/untrusted'
import { create } from '../parts/create.ts'
import { endingKind } from '../words/ending-kind.ts'
import { card } from './card.ts'
import type { Screen, ScreenParts } from './screen.ts'

/** Why this attempt, or this session, is over, and what to do. Nothing starts again by itself (RFC 8628 §3.5). */
export function ending({ words, commands }: ScreenParts, error: DeviceFlowError): Screen {
  const kind = endingKind(error)
  const { title, advice, action } = words.endings[kind]
  const content = [create('p', { class: 'lead', part: 'text' }, advice)]
  // Only somebody technical can help, and by this.
  if (kind === 'broken') content.push(create('p', { class: 'detail', part: 'detail' }, cleanText(error.message)))
  const root = card({
    name: 'ending',
    title,
    content,
    actions: [
      { label: action, press: commands.retry, isMain: true },
      ...(kind === 'unreadable' ? [{ label: words.signInAnyway, press: () => commands.start() }] : []),
      { label: words.notNow, press: commands.cancel },
    ],
  })
  return { root }
}
