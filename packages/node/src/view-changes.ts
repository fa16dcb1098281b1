import { isSameView } from '@device-flow/machine'
import type { DeviceFlowView } from '@device-flow/machine'

/** Hands on each view that differs from the one before: a poll changes none. */
export function onViewChange(onChange: (view: DeviceFlowView) => void): (view: DeviceFlowView) => void {
  let last: DeviceFlowView = { status: 'idle', restoring: false }
  return (view) => {
    if (isSameView(last, view)) return
    last = view
    onChange(view)
  }
}
