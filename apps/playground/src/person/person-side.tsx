import type { ReactElement } from 'react'
import { useLab } from '../lab/lab-context.ts'
import { ElsewherePhone } from './elsewhere-phone.tsx'
import { FramedPhone } from './framed-phone.tsx'
import { ScriptedPhone } from './scripted/scripted-phone.tsx'

/** The person's side, with a phone in the hand. */
export function PersonSide(): ReactElement {
  const { scripted, framesPages } = useLab().server
  return (
    <section className="person" aria-label="The person">
      <div className="side-head">
        <h2>The person’s phone</h2>
      </div>
      {scripted ? <ScriptedPhone scripted={scripted} /> : framesPages ? <FramedPhone /> : <ElsewherePhone />}
    </section>
  )
}
