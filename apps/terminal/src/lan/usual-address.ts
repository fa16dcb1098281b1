import { createSocket } from 'node:dgram'
import { once } from 'node:events'

/** An address of documentation (RFC 5737): a route leads there where one leads to the internet. */
const ELSEWHERE = '192.0.2.1'

/** The address by which this computer reaches other networks; undefined where there is none. Nothing is sent. */
export async function usualAddress(): Promise<string | undefined> {
  const socket = createSocket('udp4')
  try {
    socket.connect(9, ELSEWHERE)
    await once(socket, 'connect')
    return socket.address().address
  } catch {
    return undefined
  } finally {
    socket.close()
  }
}
