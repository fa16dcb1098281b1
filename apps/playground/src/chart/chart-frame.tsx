import { useEffect, useRef, type ReactElement } from 'react'

/** The live chart of the login, and the times of its polls: the viewer's page in a frame, which outlives each lab. */
export function ChartFrame({ frame }: { frame: HTMLIFrameElement }): ReactElement {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => place.current?.replaceChildren(frame), [frame])
  return <div className="chart" ref={place} />
}
