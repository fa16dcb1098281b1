import { useId, useState, type ReactElement } from 'react'
import { useActiveTroubles, useDevices, useExchanges, useFlow, useLab } from '../lab/lab-context.ts'
import { GROUPS } from './all-troubles.ts'
import { Explanation, type Explained } from './explanation.tsx'
import { TroubleGroup } from './trouble-group.tsx'
import { TroubleStatus } from './trouble-status.tsx'
import type { TroubleGroup as Group } from '../lab/troubles/trouble.ts'

/** A button for each trouble, in groups, with what is on and what has happened. */
export function TroublesPanel(): ReactElement {
  const { troubles } = useLab()
  const active = useActiveTroubles()
  const [isExplained, setExplained] = useState(false)
  const [pointed, setPointed] = useState<Explained>()
  const id = useId()
  // Whether a button can be pressed depends on where the login is, and on what was sent.
  useFlow()
  useDevices()
  useExchanges()
  return (
    <section className="troubles" data-explained={isExplained} aria-labelledby={id}>
      <header>
        <h2 id={id}>Trouble</h2>
        <label>
          <input type="checkbox" checked={isExplained} onChange={({ target }) => setExplained(target.checked)} />
          Explain each button
        </label>
        <button disabled={active.length === 0} onClick={() => troubles.switchAllOff()}>
          All off
        </button>
      </header>
      <TroubleStatus />
      {(Object.keys(GROUPS) as Group[]).map((group) => (
        <TroubleGroup key={group} group={group} onPoint={setPointed} />
      ))}
      {!isExplained && (
        // Screen readers have it with the button.
        <p className="pointed" aria-hidden="true">
          {pointed ? (
            <>
              <b>{pointed.title}.</b> <Explanation {...pointed} />
            </>
          ) : (
            'Point at a button, or go to it with the Tab key, and read here what it does. On a touch screen, choose “Explain each button”.'
          )}
        </p>
      )}
    </section>
  )
}
