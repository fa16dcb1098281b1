import type { Lab } from '../lab/lab.ts'

/** Passes the time until the next poll has been answered, at once. Without a login that waits, only the next timer. */
export async function toNextPoll({ clock, wire, devices }: Lab): Promise<void> {
  if (devices.flow()?.status !== 'awaitingUser') return void (await clock.toNextTimer())
  const polls = (): number => wire.list().filter(({ kind, endedAt }) => kind === 'poll' && endedAt !== undefined).length
  const before = polls()
  await clock.runUntil(() => polls() > before || devices.flow()?.status !== 'awaitingUser')
}
