import process from 'node:process'
import { createInterface } from 'node:readline/promises'
import type { LocalNetwork } from '@device-flow/auth-server'
import { createCertificate } from './create-certificate.ts'
import { isPrivate, privateAddresses } from './private-addresses.ts'
import { trustingFetch } from './trusting-fetch.ts'
import { usualAddress } from './usual-address.ts'

/** What `--lan` asks for. */
interface LanOptions {
  address: string | undefined
  isAgreed: boolean
}

/** The local network, once a person has agreed to it. */
export interface OpenedNetwork {
  network: LocalNetwork
  /** Trusts the certificate that was made for it. */
  fetch: typeof globalThis.fetch
  /** What a browser shows of that. */
  fingerprint: string
}

/**
 * Opens the demo to the local network: finds this computer's private address, asks, and makes a certificate. Resolves to why not, as a
 * sentence, when that cannot be or is not wanted.
 */
export async function openToNetwork(
  { address, isAgreed }: LanOptions,
  signal: AbortSignal,
): Promise<OpenedNetwork | string> {
  const own = privateAddresses()
  const usual = address ?? (await usualAddress())
  const chosen = own.find((one) => one === usual) ?? (address === undefined ? own[0] : undefined)
  if (chosen === undefined) return noAddress(address, own)
  if (!isAgreed) {
    if (!process.stdin.isTTY) return 'npm start -- --lan asks first, and nobody is here to ask. Add --yes to agree.'
    if (!(await agrees(chosen, signal))) return 'Nothing was opened. npm start alone stays on this computer.'
  }
  const { fingerprint, ...certificate } = await createCertificate([chosen, '127.0.0.1'])
  return { network: { address: chosen, ...certificate }, fetch: trustingFetch(certificate.cert), fingerprint }
}

function noAddress(wanted: string | undefined, own: readonly string[]): string {
  const there = own.length > 0 ? `It has ${own.join(', ')}.` : 'It has none: is it in a network?'
  if (wanted === undefined) return `This computer needs a private address, such as 192.168.1.20. ${there}`
  const why = isPrivate(wanted) ? 'is no address of this computer' : 'is no private address'
  return `${wanted} ${why}. ${there}`
}

async function agrees(address: string, signal: AbortSignal): Promise<boolean> {
  process.stdout.write(`
  This lets others on this network open the demo at ${address}.
  It has no people or data but what you make up.
  Its certificate is made now, and nobody vouches for it: the phone
  warns ("not private"). There: Advanced, then go on to ${address}.
`)
  const lines = createInterface({ input: process.stdin, output: process.stdout })
  // Where lines are edited, Ctrl-C is a key.
  lines.on('SIGINT', () => process.emit('SIGINT'))
  try {
    const answer = await lines.question('  Open it? [y/N] ', { signal })
    process.stdout.write('\n')
    return /^y(es)?$/i.test(answer.trim())
  } catch {
    process.stdout.write('\n')
    return false
  } finally {
    lines.close()
  }
}
