import { settle } from './settle.ts'

/**
 * Lets promise chains come to rest, and the platform deliver what it has ready: the end of an import, or of a signature. By a message, as
 * the timers of a hidden tab are held up.
 */
export async function turn(): Promise<void> {
  await settle()
  await new Promise<void>((resolve) => {
    const { port1, port2 } = new MessageChannel()
    const arrived = (): void => {
      // Open, it would keep a process alive.
      port1.close()
      resolve()
    }
    port1.addEventListener('message', arrived, { once: true })
    port1.start()
    port2.postMessage(undefined)
  })
  await settle()
}
