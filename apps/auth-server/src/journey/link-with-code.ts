import type { DeviceCode } from 'oidc-provider'
import type { Context, Middleware } from '../context.ts'
import { sendCodeEntry, sendConfirm } from './device-pages.ts'

/** How user codes look: letters that are hard to mistake and that spell no words (RFC 8628 §6.1). */
export const USER_CODE_MASK = '****-****'

function reasonAgainst(code: DeviceCode | undefined): string | undefined {
  if (!code) return 'NotFoundError'
  if (code.isExpired) return 'ExpiredError'
  return code.error || code.accountId || code.inFlight ? 'AlreadyUsedError' : undefined
}

async function sendPageForCode(ctx: Context, typed: string): Promise<void> {
  const { provider } = ctx.oidc
  const normalized = typed.toUpperCase().replace(/\W/g, '')
  const code = await provider.DeviceCode.findByUserCode(normalized, { ignoreExpiration: true })
  const client = code?.clientId === undefined ? undefined : await provider.Client.find(code.clientId)
  const reason = reasonAgainst(code)
  if (!code || !client || reason) return sendCodeEntry(ctx, reason, true)
  sendConfirm(ctx, {
    userCode: `${normalized.slice(0, 4)}-${normalized.slice(4)}`,
    clientName: client.clientName ?? client.clientId,
    address: code.deviceInfo?.ip,
  })
}

/**
 * Someone followed `verification_uri_complete`, from a QR code perhaps. oidc-provider answers with a form that submits itself by script,
 * which the policy of these pages forbids: the page to confirm the device, which that form would lead to, is shown at once.
 */
export const linkWithCode: Middleware = async (ctx, next) => {
  await next()
  // HEAD is GET without the page: both are answered alike, so that neither tells more than the other.
  const isLink = ctx.oidc?.route === 'code_verification' && (ctx.method === 'GET' || ctx.method === 'HEAD')
  if (!isLink || ctx.status !== 200) return
  const typed = ctx.oidc.params?.user_code
  if (typeof typed === 'string') await sendPageForCode(ctx, typed)
  else sendCodeEntry(ctx)
}
