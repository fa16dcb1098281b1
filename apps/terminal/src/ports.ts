/** Where the demo is each time. The first is the number of the device flow's RFC: `device-flow login --inspect` looks there. */
export const PORTS = { viewer: 8628, server: 8629, tv: 8630, kiosk: 8631, playground: 8632 } as const

/**
 * Starts something at a port of its own, and where that is taken at a free one.
 *
 * @param start given 0 when any port will do
 * @param isTaken called when the port is taken
 */
export async function startAt<T>(port: number, start: (port: number) => Promise<T>, isTaken: () => void): Promise<T> {
  try {
    return await start(port)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    isTaken()
    return start(0)
  }
}
