import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { isIPv6, type AddressInfo } from 'node:net'
import type { LocalNetwork } from './options.ts'

/** What listens, and where. */
interface Listening {
  issuer: string
  /** The host of the local network, as an address of the web has it; undefined where that is not served. */
  ownAddress: string | undefined
  onRequest(listener: RequestListener): void
  /** Stops listening and drops every connection. */
  close(): Promise<void>
}

const LOOPBACK = '127.0.0.1'

/**
 * Listens on 127.0.0.1, and on the address of a local network where there is one: on no other address of this computer.
 *
 * @param port 0 takes a free one
 * @throws an `Error` when the port is taken
 */
export async function listen(port: number, network: LocalNetwork | undefined): Promise<Listening> {
  const create = () => (network ? createSecureServer({ key: network.key, cert: network.cert }) : createServer())
  const servers: ReturnType<typeof create>[] = []

  async function listenAt(address: string, at: number): Promise<number> {
    const server = create()
    server.listen(at, address)
    await once(server, 'listening')
    servers.push(server)
    return (server.address() as AddressInfo).port
  }

  async function close(): Promise<void> {
    await Promise.all(
      servers.map(async (server) => {
        const closed = once(server, 'close')
        server.close()
        server.closeAllConnections()
        await closed
      }),
    )
  }

  const ownAddress = network && (isIPv6(network.address) ? `[${network.address}]` : network.address)
  try {
    const taken = await listenAt(network?.address ?? LOOPBACK, port)
    if (network) await listenAt(LOOPBACK, taken)
    return {
      issuer: network ? `https://${ownAddress}:${taken}` : `http://${LOOPBACK}:${taken}`,
      ownAddress,
      onRequest: (listener) => servers.forEach((server) => server.on('request', listener)),
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}
