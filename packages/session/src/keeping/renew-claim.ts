import type { PollOutcome } from '@device-flow/machine'
import { ofLogin } from './contents.ts'
import { quietly } from './keeping.ts'
import type { Keeping } from './keeping.ts'

/** Well before others take the poll of a process for that of a dead one. */
const RENEWAL_MS = 10_000

/**
 * Sends a poll, and notes every 10 s that it is still under way: a slow server, or what the app allows, may make one take longer than its
 * claim counts.
 */
export async function whileRenewed(
  { clock, record, owner }: Keeping,
  code: string,
  send: () => Promise<PollOutcome>,
): Promise<PollOutcome> {
  let writing: Promise<unknown> = Promise.resolve()
  const change = ofLogin(code, (pending, rest) =>
    pending.poll?.owner === owner
      ? { ...rest, pending: { ...pending, poll: { ...pending.poll, sentAt: clock.now() } } }
      : undefined,
  )
  const renewLater = (): (() => void) =>
    clock.schedule(() => {
      writing = quietly(record.change(change))
      cancel = renewLater()
    }, RENEWAL_MS)
  let cancel = renewLater()
  try {
    return await send()
  } finally {
    cancel()
    await writing
  }
}
