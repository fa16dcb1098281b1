import type { DeviceFlowError } from '@device-flow/machine'
import { adviceOnTheWay, causeOf, isCut, MAY_WANT_CERTIFICATE } from './advice-on-the-way.ts'
import { inCommandWords } from './command-words.ts'

const CHECK_THE_NETWORK = /Check the address and the network connection(?:, then try again( in [^.]*)?)?\./

/** What a library says of a failure, in words of the command: with what to do about a certificate or a proxy, where one is in the way. */
export function failureWords({ message, cause }: DeviceFlowError): string {
  const advice = adviceOnTheWay(causeOf(cause))
  const advised = message.replace(CHECK_THE_NETWORK, (network, when?: string) => {
    if (advice === undefined) return isCut(message) ? `${network} ${MAY_WANT_CERTIFICATE}` : network
    return when ? `${advice} Then try again${when}.` : advice
  })
  return inCommandWords(advised)
}
