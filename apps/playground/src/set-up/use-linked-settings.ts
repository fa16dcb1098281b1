import { useEffect, useState } from 'react'
import { settingsFromFragment, type ReadSettings } from '../settings/settings-link.ts'

/**
 * What the address of this page proposes, if anything. It is only read: a link that a stranger has made must not have requests sent.
 *
 * @returns it, and what takes it off the address
 */
export function useLinkedSettings(): [linked: ReadSettings | undefined, forget: () => void] {
  const [linked, setLinked] = useState(() => settingsFromFragment(location.hash))
  useEffect(() => {
    const read = (): void => setLinked((before) => settingsFromFragment(location.hash) ?? before)
    addEventListener('hashchange', read)
    return () => removeEventListener('hashchange', read)
  }, [])
  const isRefused = linked?.problems !== undefined
  // What is refused may have a secret in it, which the history of the browser would keep.
  useEffect(() => void (isRefused && clearFragment()), [isRefused])
  return [
    linked,
    () => {
      if (linked) clearFragment()
      setLinked(undefined)
    },
  ]
}

function clearFragment(): void {
  if (settingsFromFragment(location.hash)) history.replaceState(history.state, '', location.pathname + location.search)
}
