import type { ReactElement } from 'react'
import type { Actor } from '../model/model.ts'
import type { Login } from './actor-tree.ts'

interface Props {
  /** The login that is watched. */
  login: Actor
  logins: readonly Login[]
  onChoose: (actor: Actor) => void
}

/** Says that the login which is watched is over, and leads to the one that goes on, if there is one. */
export function Ending({ login, logins, onChoose }: Props): ReactElement {
  const next = logins.findLast(({ root }) => root.key !== login.key && !hasEnded(root))?.root
  return (
    <p className="ending" role="status">
      {hasEnded(login) && (
        <>
          {login.isGone ? 'This login is gone.' : 'This login has ended.'} What happened in it stays here.{' '}
          {next && (
            <button type="button" onClick={() => onChoose(next)}>
              Watch the one that is running
            </button>
          )}
        </>
      )}
    </p>
  )
}

/** Whether a login is over: it was stopped or done, or its process or page went away. */
export function hasEnded({ isGone, endedAt }: Actor): boolean {
  return isGone || endedAt !== undefined
}
