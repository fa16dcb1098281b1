import { DeviceFlowError, isCodeExpired } from '@device-flow/machine'
import type { DeviceAuthorization } from '@device-flow/machine'
import type { HttpResponse } from '../http/http-response.ts'
import { serverTime } from '../http/server-time.ts'
import type { PendingLogin } from '../pending-logins.ts'
import { expiryAtServer } from '../server/code-expiry.ts'

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
