import { needsSupport, problemWords } from '@device-flow/app-shared/problem-words'
import { cleanText } from '@device-flow/untrusted'
import type { DeviceFlow } from '@device-flow/react'
import type { ReactElement } from 'react'

type Failed = Extract<DeviceFlow, { status: 'error' }>

/** Why this attempt is over, or why the session is out of reach, and what to do. */
export function ProblemScreen({ flow }: { flow: Failed }): ReactElement {
  const { error, canResume } = flow
  const { title, advice, action } = problemWords(error, 'this device')
  return (
    <div className="screen screen-problem" data-reason={error.reason}>
      <h3>{canResume ? 'Your session is out of reach' : title}</h3>
      <p>{canResume ? 'You are still signed in. The device goes on by itself once it can.' : advice}</p>
      {(needsSupport(error) || canResume) && <p className="detail">{cleanText(error.message)}</p>}
      <div className="screen-buttons">
        <button className="main" onClick={flow.retry}>
          {canResume ? 'Try again' : action}
        </button>
        <button onClick={flow.cancel}>{canResume ? 'Sign out' : 'Not now'}</button>
      </div>
    </div>
  )
}
