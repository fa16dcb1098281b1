import type { Lab } from '../lab/lab.ts'

/** Passes the time at once until the login waits no longer: its code expires, unless the person has decided. Polls on the way are sent. */
export async function toCodeEnd({ clock, devices }: Lab): Promise<void> {
  await clock.runUntil(() => devices.flow()?.status !== 'awaitingUser')
}
