import type { ReactElement } from 'react'
import { hasTokenEnded } from '../device/session-words.ts'
import { useExchanges, useFlow, useLab } from '../lab/lab-context.ts'
import { useDecision } from '../person/use-decision.ts'
import { useLabClock } from '../time/use-lab-clock.ts'
import { areKeysAwaited } from '../wire/while-keys-are-awaited.ts'
import { guideWords } from './guide-words.ts'

/** What this page is, in a sentence; and what happens now. */
export function Guide(): ReactElement {
  const { server } = useLab()
  const flow = useFlow()
  const decision = useDecision()
  const exchanges = useExchanges()
  const hasEnded = useLabClock((now) => flow?.status === 'authorized' && hasTokenEnded(flow, now))
  return (
    <div className="guide">
      <p className="quiet">
        A device without a keyboard signs somebody in by means of a phone (OAuth 2.0 device authorization grant,{' '}
        <a href="https://www.rfc-editor.org/rfc/rfc8628">RFC 8628</a>). Try it here, and break it. The login, the wire
        and the recording are in this page alone: a reload in the browser ends them. The settings are kept.
      </p>
      <p className="guide-now" role="status">
        {guideWords(flow, server, {
          decision,
          areKeysAwaited: areKeysAwaited(exchanges, 'device'),
          hasBegun: exchanges.length > 0,
          hasTokenEnded: hasEnded,
          isReloaded: isReloaded(),
        })}
      </p>
    </div>
  )
}

function isReloaded(): boolean {
  const [opened] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
  return opened?.type === 'reload'
}
