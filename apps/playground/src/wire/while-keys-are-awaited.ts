import type { Exchange } from './exchange.ts'
import { membersIn } from './members-in.ts'
import { VERDICTS } from './verdicts.ts'
import type { WireLog } from './wire-log.ts'

/**
 * Says of a poll that was granted that the keys are awaited, and of each response without keys that they are asked for again: the login
 * itself says nothing before it has them, or has given up. The returned function ends that.
 *
 * @param before the number of the newest exchange before the poll
 */
export function judgeWhileKeysAreAwaited(wire: WireLog, device: string, before: number): () => void {
  return wire.subscribe(() => {
    const exchanges = wire.sentAfter(0, device)
    for (const { number, verdict } of exchanges.filter(isWithoutKeys)) if (!verdict) wire.judge(number, VERDICTS.noKeys)
    const granted = exchanges.find((exchange) => exchange.number > before && isGranted(exchange))
    const keys = exchanges.findLast(({ kind }) => kind === 'keys')
    if (granted && !granted.verdict && keys && keys.response?.status !== 200) {
      wire.judge(granted.number, VERDICTS.waitingForKeys)
    }
  })
}

/** Whether the newest poll of a device brought tokens, and the keys to check them by have not come. */
export function areKeysAwaited(exchanges: readonly Exchange[], device: string): boolean {
  const poll = exchanges.findLast((exchange) => exchange.kind === 'poll' && exchange.device === device)
  return poll?.verdict === VERDICTS.waitingForKeys
}

function isWithoutKeys({ kind, response, endedAt }: Exchange): boolean {
  return kind === 'keys' && endedAt !== undefined && response?.status !== 200 && response?.status !== 0
}

function isGranted({ kind, response }: Exchange): boolean {
  if (kind !== 'poll' || response?.status !== 200) return false
  const { access_token: access, id_token: id } = membersIn(response.body) ?? {}
  return access !== undefined && id !== undefined
}
