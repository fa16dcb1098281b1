import { plainAddress } from '@device-flow/app-shared/plain-address'
import type { LoginReport, RotatingFetch } from '@device-flow/testing/fetch'
import { useState, type ReactElement } from 'react'
import { useFlow } from '../../lab/lab-context.ts'
import { Phone } from '../phone.tsx'
import { Confirm } from './confirm.tsx'
import { Decided, type Decision } from './decided.tsx'
import { EnterCode } from './enter-code.tsx'
import { findLogin } from './find-login.ts'
import { Shortcuts } from './shortcuts.tsx'

type Page =
  | { readonly name: 'enter'; readonly problem?: string }
  | { readonly name: 'confirm'; readonly login: LoginReport }
  | { readonly name: 'decided'; readonly decision: Decision; readonly isByShortcut?: boolean }

/** The page of the server inside this page: what it does for the person of a real one, in three steps. */
export function ScriptedPhone({ scripted }: { scripted: RotatingFetch }): ReactElement {
  const flow = useFlow()
  const [page, setPage] = useState<Page>({ name: 'enter' })
  const shownCode = flow?.userCode
  const [lastCode, setLastCode] = useState(shownCode)
  if (shownCode !== undefined && shownCode !== lastCode) {
    // What the phone shows is about a code that nobody needs any more.
    setLastCode(shownCode)
    setPage({ name: 'enter' })
  }
  const next = (typed: string): void => {
    const found = findLogin(scripted.logins(), typed)
    setPage('login' in found ? { name: 'confirm', login: found.login } : { name: 'enter', problem: found.problem })
  }
  const decide = ({ userCode }: LoginReport, decision: Decision): void => {
    const found = findLogin(scripted.logins(), userCode)
    if (!('login' in found)) return setPage({ name: 'enter', problem: found.problem })
    scripted[decision](userCode)
    setPage({ name: 'decided', decision })
  }
  return (
    <>
      <Phone address={plainAddress(flow?.verificationUri ?? scripted.origin)}>
        {page.name === 'enter' && <EnterCode problem={page.problem} shownCode={shownCode} onNext={next} />}
        {page.name === 'confirm' && (
          <Confirm login={page.login} onDecide={(decision) => decide(page.login, decision)} />
        )}
        {page.name === 'decided' && (
          <Decided
            decision={page.decision}
            takesFocus={!page.isByShortcut}
            onAgain={() => setPage({ name: 'enter' })}
          />
        )}
      </Phone>
      <Shortcuts
        scripted={scripted}
        onDecide={(decision) => setPage({ name: 'decided', decision, isByShortcut: true })}
      />
    </>
  )
}
