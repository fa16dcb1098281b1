import type { LoginReport } from '@device-flow/testing/fetch'
import { cleanText } from '@device-flow/untrusted'
import { useEffect, useRef, type ReactElement } from 'react'
import { UserCode } from '../../device/parts/user-code.tsx'
import { Warning } from '../warning.tsx'
import type { Decision } from './decided.tsx'

/** What a device asks for, in words a person knows. */
const MEANINGS: Record<string, string> = {
  openid: 'Know who you are',
  profile: 'See your name',
  email: 'See your e-mail address',
  offline_access: 'Stay signed in while you are away',
}

interface Props {
  login: LoginReport
  onDecide: (decision: Decision) => void
}

/** The second page: which device asks, and for what. Nobody is let in by a code alone. */
export function Confirm({ login: { userCode, clientId, scope }, onDecide }: Props): ReactElement {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  return (
    <div className="phone-form">
      <h3 ref={heading} tabIndex={-1}>
        Is this your device?
      </h3>
      <p>
        <strong>{cleanText(clientId, 80)}</strong> shows this code:
      </p>
      <UserCode userCode={userCode} />
      <p>It wants to:</p>
      <ul className="scopes">
        {scope
          .split(' ')
          .filter(Boolean)
          .map((one) => (
            <li key={one}>
              {MEANINGS[one] ?? 'Use'} <code>{cleanText(one, 80)}</code>
            </li>
          ))}
      </ul>
      <button className="main" onClick={() => onDecide('approve')}>
        Allow
      </button>
      <button onClick={() => onDecide('deny')}>Deny</button>
      <Warning />
      <p className="quiet">You are signed in here as ada.</p>
    </div>
  )
}
