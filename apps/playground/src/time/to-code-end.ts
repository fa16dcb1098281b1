import type { Lab } from '../lab/lab.ts'

/** Passes the time at once until the login waits no longer: its code expires, unless the person has decided. Each poll on the way is sent. */
export async function toCodeEnd({ clock, devices }: Lab): Promise<void> {
  await clock.runUntil(() => devices.flow()?.status !== 'awaitingUser')
}
