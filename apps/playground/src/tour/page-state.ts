import type { LabHost } from '../lab/lab-host.ts'

/** Whether somebody would lose a login if the lab ended now: one that waits, or one that has come to its end well. */
export function hasLogin(host: LabHost): boolean {
  const status = host.state().lab?.devices.flow()?.status
  return status === 'requesting' || status === 'awaitingUser' || status === 'authorized'
}

/** What a stop has led to, in short: another text means that something else was pressed since. */
export function pageState(host: LabHost): string {
  const { lab } = host.state()
  const flow = lab?.devices.flow()
  return JSON.stringify([lab?.id, flow?.status, flow?.userCode, lab?.devices.list().map(({ life }) => life)])
}

/** Calls back when {@link pageState} may be another. The returned function ends that. */
export function onPageState(host: LabHost, listener: () => void): () => void {
  let unwatch = host.state().lab?.devices.subscribe(listener)
  const stop = host.subscribe(() => {
    unwatch?.()
    unwatch = host.state().lab?.devices.subscribe(listener)
    listener()
  })
  return () => {
    unwatch?.()
    stop()
  }
}
