import type { DeviceFlowError } from '@device-flow/machine'
import { isLeftAlone } from '@device-flow/machine/adapter'
import { create, setText } from '../parts/create.ts'
import { detail } from '../parts/detail.ts'
import { interruptionKind } from '../words/interruption-kind.ts'
import type { InterruptionKind } from '../words/interruption-kind.ts'
import { card } from './card.ts'
import type { Screen, ScreenParts } from './screen.ts'

/** Those that somebody technical may have to look into. */
const DETAILED: ReadonlySet<InterruptionKind> = /* @__PURE__ */ new Set(['unreachable', 'offline', 'storage'])

/** The screen of an outage: nobody has to sign in again. */
export function interrupted({ words, commands }: ScreenParts, error: DeviceFlowError): Screen {
  const kind = interruptionKind(error)
  const { title, advice } = words.interruptions[kind]
  const news = create('p', { class: 'news', part: 'news', role: 'status' })
  const root = card({
    name: 'interrupted',
    title,
    content: [
      create('p', { class: 'lead', part: 'text' }, advice),
      // Of a wait, it says until when; of a store, what to do.
      ...(DETAILED.has(kind) || isLeftAlone(error) ? [detail(error.message)] : []),
      news,
    ],
    actions: [
      { label: words.tryAgain, press: commands.retry, isMain: true },
      { label: words.signOut, press: commands.signOut },
    ],
  })
  // Meanwhile it is `authorized` and refreshing, as in any renewal.
  return { root, update: (view) => setText(news, view.status === 'error' ? words.triesByItself : words.tryingAgain) }
}
