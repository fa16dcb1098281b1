import type { Middleware } from './context.ts'
import { sendProblem } from './journey/device-pages.ts'

/** Connections that the other side gave up are nobody's fault. */
const GONE = new Set(['ECONNRESET', 'EPIPE', 'ECANCELED', 'ERR_STREAM_PREMATURE_CLOSE'])

/** Whether an error of a request is a fault of this server, and not of its caller. */
export function isOurFault(error: Error): boolean {
  const { code, status = 500 } = error as Error & { code?: unknown; status?: number }
  return status >= 500 && !GONE.has(String(code))
}

/** Writes a fault to stderr. */
export function printFault(error: Error): void {
  process.stderr.write(`auth-server: ${error.stack ?? error.message}\n`)
}

/** Answers a request that failed with a page, or with JSON where no page is wanted, and reports the error. */
export function faultPages(report: (error: Error) => void): Middleware {
  return async (ctx, next) => {
    try {
      await next()
    } catch (thrown) {
      const error =
        thrown instanceof Error ? thrown : new Error('something that is no error was thrown', { cause: thrown })
      report(error)
      ctx.status = isOurFault(error) ? 500 : ((error as { status?: number }).status ?? 500)
      if (ctx.accepts('json', 'html') === 'html') sendProblem(ctx, error)
      else ctx.body = { error: ctx.status >= 500 ? 'server_error' : 'invalid_request' }
    }
  }
}
