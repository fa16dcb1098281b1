import { useEffect, useState } from 'react'
import { layOutBeside } from './elk-worker.ts'
import type { Layout } from './layout.ts'
import type { Picture } from './picture.ts'

/** A layout, or why there is none. Neither: it is still being made. */
export interface LayoutState {
  layout?: Layout
  problem?: string
}

/** Lays a picture out. While the next one is being made, the last one stays. */
export function useLayout(picture: Picture): LayoutState {
  const [state, setState] = useState<LayoutState>({})
  useEffect(() => {
    let isCurrent = true
    layOutBeside(picture).then(
      (layout) => isCurrent && setState({ layout }),
      (error: Error) => isCurrent && setState({ problem: error.message }),
    )
    return () => void (isCurrent = false)
  }, [picture])
  return state
}
