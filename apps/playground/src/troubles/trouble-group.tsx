import type { ReactElement } from 'react'
import { GROUPS, INCIDENTS, TROUBLES } from './all-troubles.ts'
import type { Explained } from './explanation.tsx'
import { IncidentButton, TroubleButton } from './trouble-buttons.tsx'
import type { TroubleGroup as Group } from '../lab/troubles/trouble.ts'

/** The buttons of a group. */
export function TroubleGroup({ group, onPoint }: { group: Group; onPoint: (at: Explained) => void }): ReactElement {
  const { title, about } = GROUPS[group]
  return (
    <div role="group" aria-label={title}>
      <h3>{title}</h3>
      <p className="quiet">{about}</p>
      <ul>
        {TROUBLES.filter((trouble) => trouble.group === group).map((trouble) => (
          <TroubleButton key={trouble.name} trouble={trouble} onPoint={() => onPoint(trouble)} />
        ))}
        {INCIDENTS.filter((incident) => incident.group === group).map((incident) => (
          <IncidentButton key={incident.name} incident={incident} onPoint={() => onPoint(incident)} />
        ))}
      </ul>
    </div>
  )
}
