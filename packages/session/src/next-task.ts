/**
 * Resolves in a later task, when all promises that could settle by themselves have settled. By a message, not by a timer: browsers hold
 * back the timers of a page in the background.
 */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    const settle = (): void => {
      // An open port keeps a Node process alive.
      port1.close()
      resolve()
    }
    port1.addEventListener('message', settle, { once: true })
    port1.start()
    port2.postMessage(undefined)
  })
}
