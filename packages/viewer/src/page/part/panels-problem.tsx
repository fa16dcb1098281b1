import type { ReactElement } from 'react'
import { PANEL_NAMES, type RequestedPanels } from './requested-panels.ts'

/** How much is quoted of names that the address asks for. */
const MAX_QUOTED_CHARS = 100

/** Says which panels the address asks for in vain, to whoever wrote it. */
export function PanelsProblem({ panels, unknown }: RequestedPanels): ReactElement | null {
  if (unknown.length === 0 && panels.size > 0) return null
  const quoted = unknown.join(', ').slice(0, MAX_QUOTED_CHARS)
  return (
    <p className="notice problem" role="alert">
      {unknown.length === 0 ? 'The address asks for no panel.' : `There is no panel of the name ${quoted}.`} The names
      for <code>?panels=</code> are {PANEL_NAMES.join(', ')}.
    </p>
  )
}
