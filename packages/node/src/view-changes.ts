import { isSameView, toView } from '@device-flow/machine'
import type { DeviceFlowSnapshot, DeviceFlowView } from '@device-flow/machine'

/** Hands on each view that differs from the one before: a poll changes none. */
export function onViewChange(onChange: (view: DeviceFlowView) => void): (snapshot: DeviceFlowSnapshot) => void {
  let last: DeviceFlowView = { status: 'idle', restoring: false }
  return (snapshot) => {
    const view = toView(snapshot)
    if (isSameView(last, view)) return
    last = view
    onChange(view)
  }
}
