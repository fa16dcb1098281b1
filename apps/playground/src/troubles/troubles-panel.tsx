import { useId, useState, type ReactElement } from 'react'
import { useActiveTroubles, useDevices, useExchanges, useFlow, useLab } from '../lab/lab-context.ts'
import { GROUP_TITLES, INCIDENTS, TROUBLES } from './all-troubles.ts'
import { IncidentButton, TroubleButton } from './trouble-buttons.tsx'
import { TroubleStatus } from './trouble-status.tsx'
import type { TroubleGroup } from './trouble.ts'

/** A button for each trouble, in groups, with what is on and what has happened. */
export function TroublesPanel(): ReactElement {
  const { troubles } = useLab()
  const active = useActiveTroubles()
  const [isExplained, setExplained] = useState(false)
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
      {(Object.keys(GROUP_TITLES) as TroubleGroup[]).map((group) => (
        <div key={group} role="group" aria-label={GROUP_TITLES[group]}>
          <h3>{GROUP_TITLES[group]}</h3>
          <ul>
            {TROUBLES.filter((trouble) => trouble.group === group).map((trouble) => (
              <TroubleButton key={trouble.name} trouble={trouble} />
            ))}
            {INCIDENTS.filter((incident) => incident.group === group).map((incident) => (
              <IncidentButton key={incident.name} incident={incident} />
            ))}
          </ul>
        </div>
      ))}
    </section>
  )
}
