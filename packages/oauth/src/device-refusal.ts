import { DeviceFlowError } from '@device-flow/machine'
import { membersOf } from './answer.ts'
import type { Answer } from './answer.ts'
import { wordsIn } from './own-words.ts'
import { refusalInWords } from './refusal.ts'
import { isPage, saidIn } from './snippet.ts'

// What servers without the flow, and what is in front of them, say instead of an OAuth error (A7).
const UNSUPPORTED = new Set([401, 403, 404, 405, 422])

// Words that say no more than the status: that there is nothing at this address.
const NOTHING_THERE =
  /^(?:404 )?(?:(?:page|path|resource|route|url|endpoint) )?not found\b|method not allowed|^cannot post\b|no route/i

/** The end of a request for a code whose answer is no OAuth error: it says who refused, as far as that can be told, and in which words. */
export function notOAuth(answer: Answer): DeviceFlowError {
  const { status, endpoint } = answer
  const words = wordsIn(answer)
  const said = saidIn(answer)
  const isNotThere = status === 404 || status === 405
  const isRefusal = status >= 400 || membersOf(answer) !== undefined
  if (words && isRefusal && !(isNotThere && NOTHING_THERE.test(words))) {
    const message =
      `The server refused at the ${endpoint} (${said}). ` +
      'Check what it says, the client ID, and whether the device flow is enabled for this client.'
    return refusalInWords(answer, UNSUPPORTED.has(status) ? 'unsupported' : 'refused', message)
  }
  return new DeviceFlowError(UNSUPPORTED.has(status) ? 'unsupported' : 'invalid_response', whatAnswered(), { status })

  function whatAnswered(): string {
    if (isPage(answer)) {
      const first = isNotThere ? 'There is no device flow' : 'Something that is not OAuth answered'
      return (
        `${first} at the ${endpoint} (${said}), or something in front of the server (a proxy, a firewall, a sign-in page) ` +
        'answered. Check the address and the network.'
      )
    }
    if (isNotThere) {
      return `There is no device flow at the ${endpoint} (${said}). Check the address, and whether the flow is enabled at the server.`
    }
    if (UNSUPPORTED.has(status)) {
      return (
        `The ${endpoint} refused without saying why (${said}). ` +
        'Check the client ID, and whether the device flow is enabled for this client.'
      )
    }
    return `The ${endpoint} answered with something that is not OAuth (${said}). Check the configured address and the network.`
  }
}
