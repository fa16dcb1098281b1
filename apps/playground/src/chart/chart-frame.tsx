import { useEffect, useRef, type ReactElement } from 'react'

/** The live chart of the login, and the times of its polls: the viewer's page in a frame, which outlives each lab. */
export function ChartFrame({ frame }: { frame: HTMLIFrameElement }): ReactElement {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => place.current?.replaceChildren(frame), [frame])
  return (
    <section className="chart" aria-label="The chart">
      <div className="side-head">
        <h2>The chart of this login</h2>
        <p className="quiet">Each state, and each poll, as it happens</p>
      </div>
      <div className="chart-place" ref={place} />
    </section>
  )
}
