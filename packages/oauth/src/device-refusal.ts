import { DeviceFlowError } from '@device-flow/machine'
import { membersOf } from './answer.ts'
import type { Answer } from './answer.ts'
import { wordsIn } from './own-words.ts'
import { refusalInWords } from './refusal.ts'
import { IN_FRONT, isPage, saidIn } from './snippet.ts'

// What servers without the flow, and what is in front of them, say instead of an OAuth error (A7).
const UNSUPPORTED = new Set([401, 403, 404, 405, 422])

// Words that say no more than the status: that there is nothing at this address.
const NOTHING_THERE =
  /^(?:404 )?(?:(?:page|path|resource|route|url|endpoint) )?not found\b|method not allowed|^cannot post\b|no route/i

/** The end of a request for a code whose answer is no OAuth error: it says who refused, as far as that can be told, and in which words. */
export function notOAuth(answer: Answer): DeviceFlowError {
  const { status } = answer
  const isUnsupported = UNSUPPORTED.has(status)
  if (isRefusalInWords(answer)) {
    const message =
      `The server refused at the ${answer.endpoint} (${saidIn(answer)}). ` +
      'Check what it says, the client ID, and whether the device flow is enabled for this client.'
    return refusalInWords(answer, isUnsupported ? 'unsupported' : 'refused', message)
  }
  return new DeviceFlowError(isUnsupported ? 'unsupported' : 'invalidResponse', whatAnswered(answer), { status })
}

function isRefusalInWords(answer: Answer): boolean {
  const words = wordsIn(answer)
  const isError = answer.status >= 400 || membersOf(answer) !== undefined
  return words !== undefined && isError && !(isNotThere(answer) && NOTHING_THERE.test(words))
}

function isNotThere({ status }: Answer): boolean {
  return status === 404 || status === 405
}

function whatAnswered(answer: Answer): string {
  const at = `at the ${answer.endpoint} (${saidIn(answer)})`
  if (isPage(answer)) {
    return isNotThere(answer)
      ? `There is no device flow ${at}, or ${IN_FRONT} hides it. Check the address and the network.`
      : `A page answered ${at}: it may come from ${IN_FRONT}. Check the address and the network.`
  }
  if (isNotThere(answer)) {
    return `There is no device flow ${at}. Check the address, and whether the flow is enabled at the server.`
  }
  if (UNSUPPORTED.has(answer.status)) {
    return `The server refused ${at} without saying why. Check the client ID, and whether the device flow is enabled for this client.`
  }
  return `Something that is not OAuth answered ${at}. Check the configured address and the network.`
}
