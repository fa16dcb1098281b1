import { lookup } from 'node:dns/promises'
import { isLoopback } from '@device-flow/untrusted'
import type { Check, CheckName } from './check.ts'
import { failedCheck } from './failed-check.ts'
import type { SeenRequest } from './watch-requests.ts'

/** What stands between this computer and the answer to a request for a code, one after the other. */
const WAY = ['proxy', 'dns', 'connection', 'certificate', 'captive_portal', 'discovery'] as const
type Step = (typeof WAY)[number]

/** What is known after a request for a code. */
export interface Reached {
  /** The server: its issuer, or its token endpoint. */
  server: URL
  hasIssuer: boolean
  seen: readonly SeenRequest[]
  /** The check that it failed at, and with what. Undefined when a code came. */
  failed: { at: CheckName; failure: unknown } | undefined
}

/** Says how far the request got: what came before is fine, and what comes after could not be looked at. */
export async function reachChecks(reached: Reached): Promise<Check[]> {
  const { failed } = reached
  const end = failed ? WAY.indexOf(failed.at as Step) : -1
  return Promise.all(
    WAY.map(async (name, at): Promise<Check> => {
      if (failed && at === end) return failedCheck(name, failed.failure)
      if (failed && end >= 0 && at > end) return { name, status: 'skipped', message: 'Not reached.' }
      const { message, isNothing } = await found[name](reached)
      return { name, status: isNothing ? 'skipped' : 'ok', message }
    }),
  )
}

/** What is said of a step that is no hindrance, or where there is nothing to look at. */
type Found = { message: string; isNothing?: boolean }

const found: Record<Step, (reached: Reached) => Found | Promise<Found>> = {
  proxy: ({ server, seen }) => {
    const tunnel = tunnelIn(seen)
    return { message: tunnel ? `${tunnel.host} leads to ${server.host}.` : `None is used for ${server.host}.` }
  },
  dns: async ({ server, seen }) => {
    if (isLoopback(server.hostname)) return { message: `${server.hostname} is this computer.` }
    if (tunnelIn(seen)) return { message: `The proxy finds ${server.hostname}.`, isNothing: true }
    return lookup(server.hostname.replaceAll(/^\[|\]$/g, '')).then(
      ({ address }) => ({ message: `${server.hostname} is ${address}.` }),
      ({ code }) => ({ message: `${server.hostname} could not be looked up again (${code}).`, isNothing: true }),
    )
  },
  connection: ({ server }) => ({ message: `${server.host} answers.` }),
  certificate: ({ server }) =>
    server.protocol === 'https:'
      ? { message: `That of ${server.host} is trusted.` }
      : { message: 'Plain http, on this computer.', isNothing: true },
  captive_portal: () => ({ message: 'No page answered in place of the server.' }),
  discovery: ({ server, hasIssuer }) =>
    hasIssuer
      ? { message: `The metadata of ${server.href} names the endpoints that a login needs.` }
      : { message: 'The endpoints are given.', isNothing: true },
}

function tunnelIn(seen: readonly SeenRequest[]): URL | undefined {
  return seen.find(({ method }) => method === 'CONNECT')?.url
}
