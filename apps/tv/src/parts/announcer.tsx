import type { DeviceFlowView } from '@device-flow/machine'
import type { ReactElement } from 'react'
import { announcement } from '../words/announcement.ts'

/** Says aloud what has changed. It stays while the screens come and go: a live region that is new is not read. */
export function Announcer({ view, hasLeft }: { view: DeviceFlowView; hasLeft: boolean }): ReactElement {
  return (
    <p className="unseen" role="status">
      {announcement(view, hasLeft)}
    </p>
  )
}
