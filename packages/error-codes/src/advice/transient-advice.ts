import type { TransientReason } from '../reasons.ts'
import type { Advice } from './advice.ts'
import { page, rfc } from './sources.ts'

/** The advice on every `reason` of a request that brought no usable response. The login goes on. */
export const TRANSIENT_ADVICE: Record<TransientReason, Advice> = {
  offline: {
    meaning: 'There was no connection: no such name, nobody listening, or it was cut.',
    whatToDo: 'Check the network and the address. In a browser, it may be CORS.',
    sources: [page('CORS', 'cors.md')],
  },
  timeout: {
    meaning: 'No complete response came within the time that one request may take.',
    whatToDo: 'Check the network; raise `requestTimeoutMs`, or `--request-timeout`, for a slow server.',
    sources: [page('The command', '../packages/cli/README.md')],
  },
  serverError: {
    meaning: 'The server said that it cannot answer now (5xx, 408, 421, 425).',
    whatToDo: 'Wait. If it stays, ask those who run the server.',
    sources: [rfc(9110, '15.6')],
  },
  rateLimited: {
    meaning: 'The server got too many requests from this client or address.',
    whatToDo: 'The login backs off by itself. Are many devices behind one address?',
    sources: [rfc(6585, '4')],
  },
  invalidResponse: {
    meaning: "The response is not OAuth at all: a proxy's page, or JSON that was cut off.",
    whatToDo: 'Check the address. Is a proxy, a firewall or a captive portal in between?',
    sources: [page('A login that “hangs”', 'troubleshooting.md#a-login-that-hangs')],
  },
  busy: {
    meaning:
      'Another tab or process was renewing the tokens, and did not finish in time; or what is kept could not be read or written, so that ' +
      'nobody knew what others did.',
    whatToDo: 'Nothing: it is tried again. Where it stays, look after the disk, or whatever the session is kept in.',
    sources: [page('The command', '../packages/cli/README.md')],
  },
}
