import type { Context } from '../context.ts'
import { isFramed } from '../is-framed.ts'
import { sendTooManyTries } from '../limits/guarded-code-entry.ts'
import { TooManyWrongCodes } from '../limits/guarded-look-ups.ts'
import type { FormError } from '../pages/alert.ts'
import { confirmPage } from '../pages/confirm.ts'
import { deniedPage } from '../pages/denied.ts'
import { enterCodePage } from '../pages/enter-code.ts'
import { problemPage } from '../pages/problem.ts'
import { startAgainPage } from '../pages/start-again.ts'
import { sendPage } from '../send-page.ts'
import { isThisComputer } from '../this-computer.ts'

/** What a code can be other than good. The names are those of oidc-provider's errors. */
const CODE_ERRORS: Record<string, FormError> = {
  NoCodeError: { summary: 'No code was entered', advice: 'Type the code that your device shows.' },
  NotFoundError: {
    summary: 'That code is not right',
    advice: 'Compare it with your device letter by letter. If the device shows a new code by now, type that one.',
  },
  ExpiredError: { summary: 'That code has expired', advice: 'Ask your device for a new code, and type the new one.' },
  AlreadyUsedError: {
    summary: 'That code has been used',
    advice: 'If your device is not signed in, ask it for a new code, and type the new one.',
  },
}

/** Only a code that may hold a typing mistake is worth correcting; the others are cleared away. */
const WORTH_CORRECTING = 'NotFoundError'

function xsrfOf(ctx: Context): string {
  return String(ctx.oidc.session?.state?.secret ?? '')
}

/** A network address, in words where a person needs them. */
export function describeAddress(address: unknown): string | undefined {
  if (typeof address !== 'string' || address === '') return undefined
  return isThisComputer(address) ? 'this computer' : address.replace(/^::ffff:/, '')
}

/** The page for typing the code, with an error when the one before was no good. `isFromLink`: a link had brought that one. */
export function sendCodeEntry(ctx: Context, errorName?: string, isFromLink = false): void {
  const error = errorName === undefined ? undefined : CODE_ERRORS[errorName]
  const typed = errorName === WORTH_CORRECTING ? String(ctx.oidc.params?.user_code ?? '') : ''
  const page = { xsrf: xsrfOf(ctx), typed, isFromLink, hasFocus: !isFramed(ctx) }
  sendPage(ctx, 200, enterCodePage({ ...page, ...(error && { error }) }))
}

/** The page for comparing the code and the device. */
export function sendConfirm(ctx: Context, device: { userCode: string; clientName: string; address: unknown }): void {
  const address = describeAddress(device.address)
  sendPage(ctx, 200, confirmPage({ ...device, xsrf: xsrfOf(ctx), address }))
}

/** oidc-provider comes here to ask for a code, and with whatever ended the journey before its success. */
export function sendCodeEntryOrEnd(ctx: Context, error?: Error): void {
  const isCodeEntry = error === undefined || error.name in CODE_ERRORS
  if (isCodeEntry) sendCodeEntry(ctx, error?.name)
  else if (error instanceof TooManyWrongCodes) sendTooManyTries(ctx, error.secondsToWait)
  else if (error.name === 'AbortedError') sendPage(ctx, 200, deniedPage())
  else if (error.name === 'SessionNotFound' || error.name === 'InvalidRequest') sendPage(ctx, 400, startAgainPage())
  else sendProblem(ctx, error)
}

/** A page for the errors that no other page covers. */
export function sendProblem(ctx: Context, error: Error): void {
  const ours = ctx.status >= 500
  const explanation = ours
    ? 'The fault is on the server. Please ask your device for a new code and try again.'
    : error.message
  sendPage(ctx, ctx.status, problemPage({ title: ours ? 'Something went wrong' : 'That did not work', explanation }))
}
