import type { DeviceFlowError } from '@device-flow/machine'
import { create } from '../parts/create.ts'
import { detail } from '../parts/detail.ts'
import { endingKind, type EndingKind } from '../words/ending-kind.ts'
import { card } from './card.ts'
import type { Screen, ScreenParts } from './screen.ts'

/** Where only somebody technical may be able to help: by the error's own message. */
const WITH_DETAIL: ReadonlySet<EndingKind> = new Set(['broken', 'unreachable', 'offline'])

/** Why this attempt, or this session, is over, and what to do. Nothing starts again by itself (RFC 8628 §3.5). */
export function ending({ words, commands }: ScreenParts, error: DeviceFlowError): Screen {
  const kind = endingKind(error)
  const { title, advice, action } = words.endings[kind]
  const content: HTMLElement[] = [create('p', { class: 'lead', part: 'text' }, advice)]
  if (WITH_DETAIL.has(kind)) content.push(detail(error.message))
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
