import type { ElementHandle, Page } from 'playwright-core'

/** Presses buttons by part and name (`device: Sign in`), and knows which ones it has seen on the page and never pressed. */
export class Buttons {
  readonly page: Page
  readonly #seen = new Set<string>()
  readonly #pressed = new Set<string>()

  constructor(page: Page) {
    this.page = page
  }

  /** Waits until it is there and enabled, and presses it: by the mouse the first time, which takes five times as long. */
  async press(...names: string[]): Promise<void> {
    for (const name of names) {
      await this.look()
      await this.#click(name)
      this.#pressed.add(name)
      await this.look()
    }
  }

  /** The page may draw a button anew between the search for it and the press. */
  async #click(name: string, tries = 3): Promise<void> {
    const found = await this.page.waitForFunction(searchButtons, name, { timeout: 10_000 }).catch(() => {
      throw new Error(`There is no “${name}” that can be pressed`)
    })
    try {
      const button = found.asElement() as ElementHandle<HTMLElement>
      if (this.#pressed.has(name)) await button.evaluate(pressNow)
      else await button.click()
    } catch (error) {
      if (tries === 0 || !(error as Error).message.includes('not attached')) throw error
      await this.#click(name, tries - 1)
    }
  }

  /** Presses it, if it can be pressed at this moment: a trouble that happens once may be over in the next. */
  async pressIfEnabled(name: string): Promise<void> {
    const found = await this.page.evaluateHandle(searchButtons, name)
    const isPressed = await found.evaluate((button) => button instanceof HTMLElement && (button.click(), true))
    if (isPressed) this.#pressed.add(name)
  }

  /** Notes which buttons are there. */
  async look(): Promise<readonly string[]> {
    const names = (await this.page.evaluate(searchButtons, undefined)) as string[]
    for (const name of names) this.#seen.add(name)
    return names
  }

  /** The buttons that were there, and that nobody has pressed. */
  unpressed(): string[] {
    return [...this.#seen].filter((name) => !this.#pressed.has(name)).toSorted()
  }
}

/** Presses a button without a mouse; throws as the mouse does when it was drawn anew meanwhile. It runs in the page. */
function pressNow(button: HTMLElement): void {
  if (!button.isConnected || button.matches(':disabled, [aria-disabled=true]')) throw new Error('not attached')
  button.click()
}

/** Finds the first button of a name that can be pressed; without one, lists the names of all that are seen. It runs in the page. */
function searchButtons(wanted: string | undefined): HTMLElement | string[] | undefined {
  const buttons = [...document.querySelectorAll<HTMLButtonElement>('button, summary, label.button')]
    .filter((element) => element.checkVisibility())
    .map((element) => {
      const place = element.closest<HTMLElement>('.tour, .top, .part')
      const part = place?.id.replace('part-', '') || place?.className
      const name = (element.ariaLabel ?? element.textContent)
        .replaceAll(/\s+/g, ' ')
        .trim()
        // One of each kind stands for those that come with each request.
        .replace(/^(Show|Hide) .+ of (request|response) \d+$/, '$1 a secret of a $2')
        .replace(/^(Show|Hide) .+ of the record$/, '$1 a secret of the record')
        .replace(/^. ?Step (\d).*$/, 'Step $1')
        .replace(/^Format the body of response \d+$/, 'Format a body')
        .replace(/^\d+\. .*$/, 'an exchange')
        .replace(/^Polls .*$/, 'a group of polls')
        .replace(/^\d+ more headers?$/, 'more headers')
        .replace(/^Reading …$/, 'Read it again')
        .replace(/^(Not there, and not needed): .*$/, '$1')
      return { name: `${part}: ${name}`, element }
    })
  if (wanted === undefined) return buttons.map(({ name }) => name)
  return buttons.find(({ name, element }) => name === wanted && !element.disabled && element.ariaDisabled !== 'true')
    ?.element
}
