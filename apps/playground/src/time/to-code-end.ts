import type { Lab } from '../lab/lab.ts'

/** Passes the time until the login waits no longer, at once: its code expires, unless the person has decided. Each poll on the way is sent. */
export async function toCodeEnd({ clock, devices }: Lab): Promise<void> {
  await clock.runUntil(() => devices.flow()?.status !== 'awaitingUser')
}
