import type { ReactElement } from 'react'

/** Says aloud what has changed. It stays while the screens come and go: a live region that is new is not read. */
export function Announcer({ children: text }: { children: string }): ReactElement {
  return (
    <p className="unseen" role="status">
      {text}
    </p>
  )
}
