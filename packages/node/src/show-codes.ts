import { toView } from '@device-flow/machine'
import type { AwaitingUserView, DeviceFlowSnapshot } from '@device-flow/machine'
import type { Clock } from '@device-flow/machine/clock'
import { toPrompt } from './prompt.ts'
import type { LoginOptions } from './sign-in-options.ts'

/** Makes what shows each code of a login once. It throws what `onPrompt` throws, and gives `fail` what that rejects with. */
export function showingCodes(
  onPrompt: LoginOptions['onPrompt'],
  clock: Clock,
  fail: (reason: unknown) => void,
): (snapshot: DeviceFlowSnapshot) => void {
  let shownCode: unknown
  return (snapshot) => {
    const { authorization } = snapshot.context
    // The authorization is a new object when its times follow a clock that was set, but its code is the same.
    if (!authorization || authorization.deviceCode === shownCode) return
    shownCode = authorization.deviceCode
    const { intervalMs } = toView(snapshot) as AwaitingUserView
    void Promise.resolve(onPrompt(toPrompt(authorization, intervalMs, clock))).catch(fail)
  }
}
