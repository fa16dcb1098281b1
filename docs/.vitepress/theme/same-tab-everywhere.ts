/**
 * Who chooses "Vue" in one group of tabs means it everywhere: all groups that have a tab of that name show it, and the next page load
 * does, too.
 */
export function sameTabEverywhere(): void {
  document.addEventListener('change', ({ target }) => {
    if (!(target instanceof HTMLInputElement) || !target.matches('.vp-code-group input')) return
    const label = labelOf(target)
    localStorage.setItem(KEY, [...chosenTabs().filter((other) => other !== label), label].join())
    keepInPlace(target, () => showTab(label))
  })
}

/** Shows the tabs that were chosen last, in the groups of a page that has just been rendered. */
export function showChosenTabs(): void {
  for (const label of chosenTabs()) showTab(label)
}

const KEY = 'device-flow-docs-tab'

/** All that were ever chosen, the last one last: not each choice is about the same ("Vue", "Auth0"). */
function chosenTabs(): string[] {
  return localStorage.getItem(KEY)?.split(',') ?? []
}

function showTab(label: string): void {
  for (const group of document.querySelectorAll('.vp-code-group')) {
    const inputs = [...group.querySelectorAll('input')]
    const chosen = inputs.findIndex((input) => labelOf(input) === label)
    if (chosen < 0) continue
    inputs[chosen]!.checked = true
    group.querySelectorAll('.blocks > *').forEach((block, index) => block.classList.toggle('active', index === chosen))
  }
}

function labelOf(input: HTMLInputElement): string {
  return input.labels?.[0]?.textContent ?? ''
}

/** Groups above may become longer or shorter: what the reader has just pressed must not run away. */
function keepInPlace(element: Element, change: () => void): void {
  const before = element.getBoundingClientRect().top
  change()
  window.scrollBy({ top: element.getBoundingClientRect().top - before, behavior: 'instant' })
}
