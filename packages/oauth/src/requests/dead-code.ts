import { DeviceFlowError, isCodeExpired } from '@device-flow/machine'
import type { DeviceAuthorization } from '@device-flow/machine'
import { isRecord } from '@device-flow/untrusted'
import type { HttpResponse } from '../http/http-response.ts'
import { serverTime } from '../http/http-date.ts'
import type { PendingLogin } from '../pending-logins.ts'
import { CODE_EXPIRES_AT } from '../server/code-expiry.ts'

/** A `Date` is of whole seconds, and the hosts of one server may differ by some. */
const SLACK_MS = 10_000

/**
 * The end of a login whose server says to every code that its person is awaited, to a dead one too: by that server's own clock the code has
 * run out. Undefined while it lives by that clock, and where that is not shown. A login that this process has begun knows the age of its
 * code, so both have to say it.
 */
export function deadCode(
  authorization: DeviceAuthorization,
  login: PendingLogin,
  response: HttpResponse,
  code: string,
): DeviceFlowError | undefined {
  if (!login.isTakenUp && !isCodeExpired(authorization, response)) return undefined
  const deadForMs = (serverTime(response) ?? Number.NaN) - (expiryAtServer(authorization) ?? Number.NaN)
  // NaN where one of the two is not known: then it is false.
  if (!(deadForMs > SLACK_MS)) return undefined
  return new DeviceFlowError(
    'expired',
    `By the server's own clock the code has run out, though the server goes on saying ${code}. Start again to get a new one.`,
    { error: code },
  )
}

/** When a code runs out by its server's own clock, ms since the epoch; undefined where that is not known. */
function expiryAtServer({ server }: DeviceAuthorization): number | undefined {
  try {
    // Anything may have written to a store.
    const members: unknown = JSON.parse(server ?? '')
    const time = isRecord(members) ? members[CODE_EXPIRES_AT] : undefined
    return typeof time === 'number' ? time : undefined
  } catch {
    return undefined
  }
}
