import { useState, type ReactElement } from 'react'
import { useInspection } from './connection/use-inspection.ts'
import { Part } from './part/part.tsx'
import { requestedPanels } from './part/requested-panels.ts'
import { useDroppedFile } from './transcript/use-dropped-file.ts'
import { useRecording } from './transcript/use-recording.ts'
import { Whole } from './whole.tsx'

/** The page: the whole viewer, or the part of it that its address asks for. */
export function App(): ReactElement {
  const inspection = useInspection()
  const player = useRecording()
  const [requested] = useState(() => requestedPanels(window.location.search))
  useDroppedFile(player.open)
  return requested ? <Part {...{ requested, inspection, player }} /> : <Whole {...{ inspection, player }} />
}
