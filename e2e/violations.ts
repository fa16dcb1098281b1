import axe from 'axe-core'
import type { Frame, Page } from 'playwright-core'

/** What axe has to complain about in this page or frame, a line each. */
export async function violations(page: Page | Frame): Promise<string[]> {
  // Half a megabyte: carried over once for each load of the page.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  const { violations: found } = await page.evaluate(() => window.axe.run({ resultTypes: ['violations'] }))
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}
