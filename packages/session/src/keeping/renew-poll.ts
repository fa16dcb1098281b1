import { ofLogin } from './contents.ts'
import type { Keeping } from './keeping.ts'

/** Well before others take the poll of a process for that of a dead one. */
const RENEWAL_MS = 10_000

/**
 * Notes every 10 s that a poll is still under way: a slow server, or what the app allows, may make one take longer than it counts. The
 * returned function ends that, and resolves when nothing is being written any more.
 */
export function renewPoll({ clock, record, owner }: Keeping, code: string): () => Promise<unknown> {
  let writing: Promise<unknown> = Promise.resolve()
  const change = ofLogin(code, (pending, rest) =>
    pending.poll?.owner === owner
      ? { ...rest, pending: { ...pending, poll: { ...pending.poll, sentAt: clock.now() } } }
      : undefined,
  )
  const renewLater = (): (() => void) =>
    clock.schedule(() => {
      writing = record.change(change).catch(() => {})
      cancel = renewLater()
    }, RENEWAL_MS)
  let cancel = renewLater()
  return () => {
    cancel()
    return writing
  }
}
