import type { ReactElement } from 'react'
import { useActiveTroubles, useLab } from '../lab/lab-context.ts'
import { ExplainedButton } from './explained-button.tsx'
import type { Incident, Trouble } from '../lab/troubles/trouble.ts'

/** Switches a trouble on, and off again. */
export function TroubleButton({ trouble, onPoint }: { trouble: Trouble; onPoint: () => void }): ReactElement {
  const { troubles } = useLab()
  const isOn = useActiveTroubles().includes(trouble)
  return (
    <ExplainedButton
      {...trouble}
      isOn={isOn}
      onPress={() => (isOn ? troubles.switchOff(trouble) : troubles.switchOn(trouble))}
      onPoint={onPoint}
    />
  )
}

/** Lets an incident happen. */
export function IncidentButton({ incident, onPoint }: { incident: Incident; onPoint: () => void }): ReactElement {
  const lab = useLab()
  const happen = async (): Promise<void> => {
    try {
      lab.troubles.tell(incident.title, (await incident.happen(lab)) ?? undefined)
    } catch (error) {
      lab.troubles.tell(incident.title, `It could not be done: ${(error as Error).message}`)
    }
  }
  return <ExplainedButton {...incident} onPress={() => void happen()} onPoint={onPoint} />
}
