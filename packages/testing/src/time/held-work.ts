/** Work under way that takes real time, for which virtual time waits. */
export class HeldWork {
  readonly #works = new Set<Promise<unknown>>()

  add(work: Promise<unknown>): void {
    const end = (): void => void this.#works.delete(work)
    this.#works.add(work)
    work.then(end, end)
  }

  /** Resolves when none is left, and what came of it is at rest by `settle`. */
  async rest(settle: () => Promise<void>): Promise<void> {
    await settle()
    while (this.#works.size > 0) {
      await Promise.allSettled(this.#works)
      await settle()
    }
  }
}
