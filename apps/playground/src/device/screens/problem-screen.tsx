import { needsSupport, problemWords } from '@device-flow/app-shared/problem-words'
import { cleanText } from '@device-flow/untrusted'
import type { DeviceFlow } from '@device-flow/react'
import { useContext, type ReactElement } from 'react'
import { LabContext } from '../../lab/lab-context.ts'

type Failed = Extract<DeviceFlow, { status: 'error' }>

/** Why this attempt is over, or why the session is out of reach, and what to do. */
export function ProblemScreen({ flow }: { flow: Failed }): ReactElement {
  const { error, canResume } = flow
  const server = useContext(LabContext)?.settings.server
  const isElsewhere = server === 'provider' || server === 'issuer'
  const { title, advice, action } = problemWords(error, 'this device')
  return (
    <div className="screen screen-problem" data-reason={error.reason}>
      <h3>{canResume ? 'Your session is out of reach' : title}</h3>
      <p>{canResume ? 'You are still signed in. The device goes on by itself once it can.' : advice}</p>
      {(needsSupport(error) || canResume) && <p className="detail">{cleanText(error.message)}</p>}
      {isElsewhere && error.reason === 'offline' && (
        <p className="detail">
          In this playground it may as well be the name of the server, or CORS: see “Server and client”, above.
        </p>
      )}
      <div className="screen-buttons">
        <button className="main" onClick={flow.retry}>
          {canResume ? 'Try again' : action}
        </button>
        <button onClick={flow.cancel}>{canResume ? 'Sign out' : 'Not now'}</button>
      </div>
    </div>
  )
}
