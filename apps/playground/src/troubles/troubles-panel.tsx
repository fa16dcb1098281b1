import type { ReactElement } from 'react'
import { useActiveTroubles, useLab } from '../lab/lab-context.ts'
import { TROUBLES } from './all-troubles.ts'

/** A button for each trouble. */
export function TroublesPanel(): ReactElement {
  const { troubles } = useLab()
  const active = useActiveTroubles()
  return (
    <section className="troubles" aria-label="Trouble">
      {TROUBLES.map((trouble) => {
        const isOn = active.includes(trouble)
        return (
          <button
            key={trouble.name}
            aria-pressed={isOn}
            title={trouble.explanation}
            onClick={() => (isOn ? troubles.switchOff(trouble) : troubles.switchOn(trouble))}
          >
            {trouble.title}
          </button>
        )
      })}
    </section>
  )
}
